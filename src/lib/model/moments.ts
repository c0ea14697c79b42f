/** Milliseconds, as all times and durations here are. */
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** Standard hours of work that nobody gave any. [OUT2] */
export const ASSUMED_HOURS = 1;
