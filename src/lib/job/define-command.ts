import type * as v from 'valibot';
import type { ChangingCommand, MakingCommand } from '../stream/command-module.ts';
import type { Context } from './context.ts';
import type { FacetName, JobEvent } from './event.ts';
import type { Job } from './job.ts';

export { byPeople, byPeopleAndImport } from '../stream/command-module.ts';

export interface JobStream {
	State: Job;
	Event: JobEvent;
	Context: Context;
	Facet: FacetName;
	Subject: { jobId: string };
}

/** A command that makes a job. */
export const makingCommand = <const Type extends string, Entries extends v.ObjectEntries>(
	description: MakingCommand<JobStream, Type, Entries>
): MakingCommand<JobStream, Type, Entries> => description;

/** A command on a job. Its words stand in words/job-words.ts. */
export const command = <
	const Type extends string,
	Entries extends v.ObjectEntries,
	const Offered extends boolean = false
>(
	description: ChangingCommand<JobStream, Type, Entries> & { offered?: Offered }
): ChangingCommand<JobStream, Type, Entries> & { offered?: Offered } => description;
