/* What of a file is looked at. No dealer's list comes near; a file made to stall the board does. */

/** A day is some hundred work orders, a year of a large workshop is 20,000. */
export const rowLimit = 20_000;

/** No list is that wide: what stands further right is left out. */
export const mostColumns = 1_000;

/** In characters: what is longer than any field by far is cut. */
export const longestCell = 4_000;

/** In characters: a longer cell is no header. */
export const longestHeader = 100;

/** In all sheets of a workbook together. */
export const mostCells = 2_000_000;

/** Sheets of one workbook that are read. */
export const mostSheets = 100;
