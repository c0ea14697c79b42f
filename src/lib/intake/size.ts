/** In megabytes: a day of work orders has some 20 KB, a year of a large workshop 5 MB. */
export const largestMegabytes = 10;

/** In bytes. */
export const largestFile = largestMegabytes * 1024 * 1024;
