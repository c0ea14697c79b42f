import * as v from 'valibot';
import type { Metrics } from '../observability/metrics.server.ts';
import { id } from '../model/id.ts';
import { explainError } from '../database/explain-error.ts';
import { feeds } from '../feeds/index.ts';
import { machineClock } from './clock.ts';
import { joinFeed } from './join-feed.server.ts';
import type { Lines } from './read-workshop.server.ts';
import type { LiveLog, LiveSocket } from './live-socket.ts';
import { mayUse } from './rate-limit-socket.server.ts';
import { pack } from './pack.server.ts';
import type { WholeFeeds } from './read-feed.server.ts';
import type { Relay } from './relay.server.ts';
import { unpacks } from './unpack.ts';

const joinSchema = v.strictObject({
	since: v.nullable(
		v.strictObject({
			epoch: id,
			revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0))
		})
	)
});

/** A screen asks for its feed. [SYNC1] [SYNC5] */
export function onJoin(
	socket: LiveSocket,
	parts: {
		relay: Relay;
		lines: Lines;
		snapshots: WholeFeeds;
		build: string;
		log: LiveLog;
		metrics: Metrics;
	}
): void {
	/** Pages of builds before versions know the first. [VER1] */
	const version = Number(socket.handshake.query.version ?? 1);
	const packs = socket.handshake.query.unpacks === unpacks.unpacks;
	socket.on('join', async (request, reply) => {
		const arrivedAt = machineClock.elapsed();
		const { viewer } = socket.data;
		if (typeof reply !== 'function') return;
		if (!mayUse(viewer, 'join')) return reply({ ok: false, code: 'denied' });
		if (viewer.misplaced) return reply({ ok: false, code: 'unavailable' });
		const parsed = v.safeParse(joinSchema, request);
		if (!parsed.success) return reply({ ok: false, code: 'invalid' });
		if (version !== feeds[viewer.feed].version) {
			return reply({ ok: false, code: 'version', now: Date.now(), build: parts.build });
		}
		const { since } = parsed.output;
		try {
			const read = await joinFeed(parts, (room) => socket.join(room), viewer, since);
			const sent = 'snapshot' in read && packs ? { packed: await pack(read.snapshot) } : read;
			reply({ ok: true, now: Date.now(), build: parts.build, arrivedAt, ...sent });
			if (since) parts.metrics.caughtUp('change' in read ? 'change' : 'snapshot');
		} catch (error) {
			parts.log.warn({ error: explainError(error).message }, 'join failed');
			if (since) parts.metrics.caughtUp('failed');
			reply({ ok: false, code: 'unavailable' });
		}
	});
}
