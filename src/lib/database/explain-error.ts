import { DrizzleQueryError } from 'drizzle-orm';

/**
 * An error as the log may carry it. Drizzle's own message and stack repeat the values of the statement,
 * names and plates among them: its cause, which is PostgreSQL's, does not.
 */
export function explainError(error: unknown): { message: string; stack?: string } {
	const cause = error instanceof DrizzleQueryError ? (error.cause ?? new Error(error.name)) : error;
	return cause instanceof Error ? { message: cause.message, stack: cause.stack } : { message: String(cause) };
}
