import type { Command } from '#lib/job/command.ts';
import { MINUTE } from '#lib/model/moments.ts';

/** A command as the day tells it: whoever sends it adds its id, the job and the version seen. */
export type Told<Type = Command> = Type extends unknown ? Omit<Type, 'id' | 'jobId' | 'expect'> : never;

/** Promises are given to the quarter of an hour. */
export const quarter = (moment: number): number => Math.ceil(moment / (15 * MINUTE)) * 15 * MINUTE;
