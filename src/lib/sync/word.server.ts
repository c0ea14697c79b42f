import { createClient } from 'redis';
import * as v from 'valibot';

const CHANNEL = 'kanche:revision';
const wordSchema = v.object({ workshopId: v.string(), revision: v.nullable(v.number()) });

/**
 * Word between server processes of how far a workshop has come; null for something else that is to be
 * looked at, such as changed access. Losing it costs a second, never a change.
 */
type Heard = (workshopId: string, revision: number | null) => void;

export interface Word {
	say: Heard;
	close(): Promise<void>;
}

/** One process alone has nobody to tell. */
export const noWord: Word = { say: () => {}, close: async () => {} };

/**
 * Carries word over Redis. It connects by itself and goes on trying; while Redis is away `say` does
 * nothing. [SYNC7]
 *
 * @param onTrouble called once when Redis goes away, not for every failed try
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
	let away = false;
	for (const each of [client, listener]) {
		each.on('ready', () => (away = false));
		each.on('error', (error: unknown) => {
			if (!away) onTrouble(error);
			away = true;
		});
	}
	// Not awaited: a server must start while Redis is away.
	void client.connect().catch(() => {});
	void listener
		.connect()
		.then(() => listener.subscribe(CHANNEL, (message) => receive(message, heard)))
		.catch(() => {});
	return {
		say(workshopId, revision) {
			if (!client.isReady) return;
			client.publish(CHANNEL, JSON.stringify({ workshopId, revision })).catch(() => {});
		},
		async close() {
			client.destroy();
			listener.destroy();
		}
	};
}

function receive(message: string, heard: Heard): void {
	try {
		const { workshopId, revision } = v.parse(wordSchema, JSON.parse(message));
		heard(workshopId, revision);
	} catch {
		// Somebody else's message on our channel: the poll sees whatever it meant.
	}
}
