import { collectDefaultMetrics } from 'prom-client';
import type { OpenDatabase } from '../database/database.ts';
import type { Metrics } from './metrics.server.ts';
import { databaseAnswersIn } from './site.server.ts';

/**
 * What is this process's alone: memory, processor, event loop, and how it reaches the database. postgres.js tells nothing
 * of its pool, so its connections are counted where they are made; who waits for a free one shows in how long the least
 * question takes. [OBS2]
 */
export function measureProcess(metrics: Metrics, { db, connections }: OpenDatabase): void {
	collectDefaultMetrics({ register: metrics.registry });
	metrics.gauge(
		'kanche_database_connections',
		'Connections of this process to PostgreSQL: open ones, those it owes an answer on (busy), and the most there may be (max).',
		['state'],
		() => Object.entries(connections()).map(([state, count]) => [{ state }, count])
	);
	metrics.gauge(
		'kanche_database_answer_seconds',
		'Seconds that the least question takes, the wait for a free connection in it. Missing while the database does not answer.',
		[],
		async () => {
			const milliseconds = await databaseAnswersIn(db);
			return milliseconds === null ? [] : [[{}, milliseconds / 1000]];
		}
	);
}
