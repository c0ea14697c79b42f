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
	/**
	 * The change of each feed that a move makes which is alone under way, as it came.
	 *
	 * @throws when any of what came so far was missing or doubled
	 */
	sample(move: () => Promise<{ mark: number }>): Promise<Map<string, string>>;
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
		const settle = async (upTo: number) => {
			const { report, lost } = await ask({ ask: 'settle', upTo });
			if (lost) throw new Error(`${lost} screens lost their connection`);
			return report!;
		};
		return {
			...{ screens: places.length, opened: opened!, settle, close },
			async sample(move) {
				const { missing, doubled } = await settle((await move()).mark);
				if (missing + doubled > 0) throw new Error(`void: ${missing} missing, ${doubled} doubled`);
				return new Map((await ask({ ask: 'samples' })).samples);
			}
		};
	} catch (error) {
		await close();
		throw error;
	}
}
