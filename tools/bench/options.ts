import { parseArgs } from 'node:util';
import { whole } from '../../scripts/asked.ts';

export const parts = ['moves', 'throughput', 'opening', 'pages', 'workshops', 'history'] as const;
/** Those that are measured at one server with one large board. */
export const onOneBoard: readonly Part[] = ['moves', 'throughput', 'opening', 'pages'];
export type Part = (typeof parts)[number];

export interface BenchOptions {
	only: readonly Part[];
	/** How many screens follow, one measurement each. */
	screens: number[];
	/** Each arm is measured so often. */
	rounds: number;
	/** In a round. */
	moves: number;
	/** Milliseconds between two. */
	every: number;
	/** Of a round of as many moves as go. */
	seconds: number;
	/** People who then move cards. */
	movers: number;
	/** On the board. */
	cards: number;
	/** Screens that open at once, and how often they do. */
	opening: number;
	openings: number;
	/** Boards whose pages are opened: their cards. */
	boards: number[];
	/** Small workshops on one process. */
	workshops: number;
	/** By which the order of the arms is drawn. */
	seed: number;
	json: string | null;
}

const full = {
	...{ only: parts.join(','), screens: '1,50,200,500', rounds: '5', moves: '100', every: '50' },
	...{ seconds: '5', movers: '20', cards: '300', opening: '500', openings: '5', boards: '500,4000' },
	workshops: '1000'
};
const quick: Partial<typeof full> = {
	...{ only: 'moves,throughput,opening,pages', screens: '200', moves: '25' },
	...{ seconds: '1', openings: '1', boards: '500' }
};

export const usage = `npm run bench -- [--quick] [--only PART[,PART]] [--json FILE] ...

  --quick       in less than two minutes; whatever else is said counts
  --only        some of ${parts.join(', ')}
  --json FILE   everything, besides
  --screens     ${full.screens}   how many follow a move
  --rounds      ${full.rounds}              of every arm
  --moves       ${full.moves}            a round, one every
  --every       ${full.every}             milliseconds
  --seconds     ${full.seconds}              a round of as many moves as go, by
  --movers      ${full.movers}             people
  --cards       ${full.cards}            on the board
  --opening     ${full.opening}            screens that open at once, so many times:
  --openings    ${full.openings}
  --boards      ${full.boards}       cards of the boards whose pages are opened
  --workshops   ${full.workshops}           on one process, with 5 screens each
  --seed        drawn            of the order of the arms`;

/** @throws what to tell who called, when an option is wrong */
export function readOptions(args: string[]): BenchOptions {
	const options = Object.fromEntries(
		[...Object.keys(full), 'seed', 'json'].map((name) => [name, { type: 'string' as const }])
	);
	const { values } = parseArgs({ args, options: { ...options, quick: { type: 'boolean' } } });
	const said = { ...full, ...(values.quick ? quick : {}), ...values } as typeof full & Record<string, string>;
	const numbers = (name: string) => said[name]!.split(',').map((each) => whole(name, each));
	const number = (name: keyof typeof full | 'seed') => numbers(name)[0]!;
	const only = said.only.split(',') as Part[];
	const unknown = only.filter((name) => !parts.includes(name));
	if (unknown.length > 0) throw new Error(`The bench has no part called ${unknown.join(', ')}.`);
	said.seed ??= String(1 + Math.floor(Math.random() * 2 ** 31));
	return {
		...{ only, screens: numbers('screens'), boards: numbers('boards'), rounds: number('rounds') },
		...{ moves: number('moves'), every: number('every'), seconds: number('seconds') },
		...{ movers: number('movers'), cards: number('cards'), opening: number('opening') },
		...{ openings: number('openings'), seed: number('seed'), json: said.json ?? null },
		workshops: number('workshops')
	};
}
