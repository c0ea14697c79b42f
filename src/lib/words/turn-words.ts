import { m } from '#lib/paraglide/messages.js';
import type { Lack, NextStep } from '../job/next-step.ts';
import type { Holder } from '../job/turn.ts';
import { commandWords } from './job-words.ts';
import { commandRefusalWords } from './refusals/commands.ts';
import { roleWords } from './role-words.ts';
import { clockWords } from './stoppage-words.ts';

const holderWords: Record<Holder, () => string> = {
	...clockWords,
	advisor: roleWords.advisor,
	technician: roleWords.technician
};

const lackWords: Record<Lack, () => string> = {
	noPromise: m.board_turn_lack_noPromise,
	noTechnician: m.board_turn_lack_noTechnician
};

/** Who has the job: the role, and a technician's name. */
export function holderName(
	{ holder, personId }: NextStep['turn'],
	personName: (id: string) => string
): string {
	const name = personId === null ? '' : personName(personId);
	return [holderWords[holder](), name].filter(Boolean).join(' ');
}

/** What comes next, as a button says it. @param stage the name of the stage that it leads to */
export function actionWords({ action, lack }: NextStep, stage: string): string {
	if (action === 'move' && stage !== '') return m.board_menu_next({ stage });
	return lack === 'noPromise' ? m.board_turn_promise() : commandWords[action].act();
}

/** What is missing before the next action, in a sentence; empty for nothing. [TURN6] */
export function missingWords({ refusal, lack }: NextStep, timeZone: string): string {
	if (refusal) return commandRefusalWords(refusal, timeZone);
	return lack ? lackWords[lack]() : '';
}
