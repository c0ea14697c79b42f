import type { JobEventType } from '../job/event.ts';
import type { Job } from '../job/job.ts';
import type { Refusal } from '../job/refusal.ts';

/** `did`: the events a command made, in order. */
export type CommandReply =
	| { ok: true; revision: number; jobId: string; version: number; did: JobEventType[] }
	/** `job`: the job as it is now, where one exists and the sender may see it. */
	| { ok: false; refusal: Refusal | { code: 'unavailable' }; job: Job | null };
