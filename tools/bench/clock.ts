/** Milliseconds of the machine's steady clock: one moment reads the same in every process of the machine. */
export const clock = (): number => Number(process.hrtime.bigint()) / 1e6;
