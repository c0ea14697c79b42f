import { expect, test } from 'vitest';
import { sendCommand } from './send-command.ts';

/** A connection that remembers what was sent on it. */
function connection(connected: boolean, ahead: number | null) {
	const sent: unknown[] = [];
	const emitWithAck = (event: string, message: unknown) => (sent.push(event, message), Promise.resolve());
	const socket = { connected, timeout: () => ({ emitWithAck }) };
	return { feed: { socket, ahead } as never, sent };
}

test('[CMD12] a command takes its end along, by the clock of the process that answers', async () => {
	const { feed, sent } = connection(true, 1_700_000_000_000);
	await sendCommand(feed, { type: 'resume' }, 30_000.7);
	expect(sent).toEqual(['command', { type: 'resume', until: 1_700_000_030_000 }]);
});

test('[CMD12] nothing is sent without a connection, or before its clock was heard', () => {
	for (const { feed, sent } of [connection(false, 5), connection(true, null)]) {
		expect(sendCommand(feed, { type: 'resume' }, 30_000)).toBeNull();
		expect(sent).toEqual([]);
	}
});
