import type { OfferedType } from '../../job/command.ts';

/** A small form of an opened card is named by the command that it gives. */
export type FormName = OfferedType;

/** What a form's draft is kept by. */
export const draftKey = (jobId: string, form: FormName): string => `${jobId}/${form}`;
