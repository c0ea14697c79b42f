import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CrowdAnswer, CrowdQuestion, Place } from './crowd-words.ts';
import type { Report } from './receipts.ts';

/** Screens without glass, in a process of their own. */
export interface Crowd {
	screens: number;
	/** Milliseconds after which each was current, counted from the first one's knock. */
	opened: number[];
	/**
	 * What came since the last time, once all have come up to `upTo` or had their time.
	 *
	 * @throws when a screen lost its connection: then nothing measured counts
	 */
	settle(upTo: number): Promise<Report>;
	/** The last change of each feed, as it came. */
	samples(): Promise<Map<string, string>>;
	close(): Promise<void>;
}

/** @param atOnce all knock at the same moment */
export async function openCrowd(places: readonly Place[], atOnce = false): Promise<Crowd> {
	const child = fork(fileURLToPath(new URL('crowd.ts', import.meta.url)));
	const ended = once(child, 'exit');
	const ask = async (question: CrowdQuestion): Promise<CrowdAnswer> => {
		child.send(question);
		const [said] = await Promise.race([
			once(child, 'message'),
			ended.then(() => [{ error: 'it ended by itself' }])
		]);
		const { content, error } = said as { content: CrowdAnswer; error?: string };
		if (error !== undefined) throw new Error(`the crowd: ${error}`);
		return content;
	};
	const close = async () => {
		child.kill();
		await ended;
	};
	try {
		const { opened } = await ask({ ask: 'open', places, atOnce });
		return {
			screens: places.length,
			opened: opened!,
			async settle(upTo) {
				const { report, lost } = await ask({ ask: 'settle', upTo });
				if (lost) throw new Error(`${lost} screens lost their connection`);
				return report!;
			},
			samples: async () => new Map((await ask({ ask: 'samples' })).samples),
			close
		};
	} catch (error) {
		await close();
		throw error;
	}
}
