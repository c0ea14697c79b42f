import { foldSigns } from './fold.ts';

/**
 * The one spelling of a dealer's order number, however it was typed: `abc1` and `ＡＢＣ１` are the order `ABC1`.
 * Commands, forms and imports keep and compare this. [TEXT2] [JOB5]
 */
export const orderKey = (typed: string): string => foldSigns(typed);
