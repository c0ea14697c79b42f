import type { Stage, StageKind } from '../model/stage.ts';
import { stepNames } from '../words/step-names.ts';
import { joins } from './fit.ts';
import { textWidth } from './text-width.ts';

/**
 * A stage's name as the workshop gave it, and its forms from the longest to the shortest. The word of its kind
 * says enough where no other stage in use is of that kind; else the name loses its last words first. [DISP14]
 */
export function stageNames(
	{ stageId, stageKind }: { stageId: string; stageKind: StageKind },
	stages: readonly Pick<Stage, 'id' | 'kind' | 'name' | 'hidden'>[]
): { stage: string; stageForms: string[] } {
	const stage = stages.find(({ id }) => id === stageId)?.name ?? '';
	const alike = stages.some(({ id, kind, hidden }) => kind === stageKind && !hidden && id !== stageId);
	const words = alike ? stage.split(' ') : [];
	const shorter = words.map((_, index) => words.slice(0, -1 - index).join(' ')).filter(Boolean);
	const forms = [...shorter.filter((form) => !joins.test(form)), stepNames[stageKind]()];
	const isShorter = (form: string) => textWidth(form) < textWidth(stage);
	return { stage, stageForms: [stage, ...forms.filter(isShorter)] };
}
