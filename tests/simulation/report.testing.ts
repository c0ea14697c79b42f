import type { Outcome } from './simulate.testing.ts';

/** What a failed day tells: its seed, what was wrong, how it came about, and how to see it again. */
export function report({ seed, violation, lines }: Outcome): string {
	return [
		`seed ${seed}: ${violation}`,
		'',
		...lines.map((line) => `  ${line}`),
		'',
		`All of it: npm run simulate -- --seed ${seed}`,
		'To keep it as a test: tests/simulation/kept-seeds.testing.ts'
	].join('\n');
}
