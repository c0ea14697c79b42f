import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import * as v from 'valibot';

const CHANNEL = 'kanche:revision';
const wordSchema = v.object({
	/** The process that says it, and its how many-th word. Absent in those of a build before this. */
	from: v.optional(v.string(), ''),
	nth: v.optional(v.number(), 0),
	workshopId: v.string(),
	revision: v.nullable(v.number())
});
/** Milliseconds within which our own word comes back to us, if Redis is well. */
const ECHO_WITHIN = 2_000;

/**
 * Word between server processes of how far a workshop has come; null for something else that is to be
 * looked at, such as changed access. Losing it costs a second, never a change.
 */
type Heard = (workshopId: string, revision: number | null) => void;

export interface Word {
	say: Heard;
	/** Word goes out and comes in by now; null where there is nobody to tell. */
	isUp(): boolean | null;
	close(): Promise<void>;
}

/** One process alone has nobody to tell. */
export const noWord: Word = { say: () => {}, isUp: () => null, close: async () => {} };

/**
 * Carries word over Redis. It connects by itself and goes on trying; while Redis is away `say` does
 * nothing. [SYNC7]
 *
 * @param onTrouble called once when Redis goes away, or says nothing any more; not for every failed try
 */
export async function openWord(
	url: string,
	heard: Heard,
	onTrouble: (error: unknown) => void
): Promise<Word> {
	const client = createClient({
		url,
		disableOfflineQueue: true,
		socket: { reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 2_000) }
	});
	const listener = client.duplicate({ disableOfflineQueue: false });
	const us = randomUUID();
	let away = false;
	let nth = 0;
	/** Our word that is to come back to us; one at a time tells enough. */
	let echo: { nth: number; late: NodeJS.Timeout } | null = null;

	const trouble = (error: unknown) => {
		if (echo) clearTimeout(echo.late);
		echo = null;
		if (!away) onTrouble(error);
		away = true;
	};
	const expectEcho = () => {
		if (echo) return;
		const late = setTimeout(() => trouble(new Error(`no word for ${ECHO_WITHIN} ms`)), ECHO_WITHIN);
		late.unref();
		echo = { nth, late };
	};
	function receive(message: string): void {
		const { from, nth, workshopId, revision } = parse(message) ?? {};
		if (workshopId === undefined || revision === undefined) return;
		if (from !== us) return heard(workshopId, revision);
		if (!echo || echo.nth !== nth) return;
		clearTimeout(echo.late);
		echo = null;
		away = false;
	}

	for (const each of [client, listener]) {
		each.on('ready', () => (away = false));
		each.on('error', trouble);
	}
	// Not awaited: a server must start while Redis is away.
	void client.connect().catch(() => {});
	void listener
		.connect()
		.then(() => listener.subscribe(CHANNEL, receive))
		.catch(() => {});
	return {
		say(workshopId, revision) {
			if (!client.isReady) return;
			nth += 1;
			if (listener.isReady) expectEcho();
			client.publish(CHANNEL, JSON.stringify({ from: us, nth, workshopId, revision })).catch(() => {});
		},
		isUp: () => client.isReady && listener.isReady && !away,
		async close() {
			if (echo) clearTimeout(echo.late);
			client.destroy();
			listener.destroy();
		}
	};
}

/** Null for somebody else's message on our channel: the poll sees whatever it meant. */
function parse(message: string): v.InferOutput<typeof wordSchema> | null {
	try {
		return v.parse(wordSchema, JSON.parse(message));
	} catch {
		return null;
	}
}
