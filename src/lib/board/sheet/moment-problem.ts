import { m } from '#lib/paraglide/messages.js';
import type { MomentProblem } from './moment-draft.svelte.ts';

const sentences: Record<MomentProblem, () => string> = {
	incomplete: m.board_problem_moment,
	skipped: m.board_problem_moment_skipped,
	twice: m.board_problem_moment_twice
};

/** What to fix about a typed moment; empty where there is nothing. [TIME3] */
export const momentProblem = (problem: MomentProblem | null): string => (problem ? sentences[problem]() : '');
