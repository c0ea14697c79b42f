import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files of a page that take half a minute, for they wait for servers and clocks. Vitest knows what took long from
 * the last run; in a new clone it goes by size, and would begin these when all others are done.
 */
const long = [
	'tests/faults/faults.int.test.ts',
	'src/lib/sync/outage.int.test.ts',
	'tests/inside.int.test.ts'
];

/** The longest first: at the end no worker is left alone with one of them. */
export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const isLong = ({ moduleId }: TestSpecification) => long.some((name) => moduleId.endsWith(name));
		const sorted = await super.sort(files);
		return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
	}
}
