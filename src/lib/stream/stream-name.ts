/** The kinds of things that have a history of their own. */
export const streamNames = ['job', 'case'] as const;

export type StreamName = (typeof streamNames)[number];

/** An event as the database keeps it; the stream's own types say what is in it. */
export interface StoredEvent {
	type: string;
}
