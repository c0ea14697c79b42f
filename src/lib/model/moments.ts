/** Milliseconds: moments and durations are counted in them, except where a name says otherwise. */
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** Standard hours that a job is taken to need which nobody estimated. [OUT3] */
export const ASSUMED_HOURS = 1;
