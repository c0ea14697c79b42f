import type { Stoppage } from './stoppage.ts';

// Apart from the reasons, which walls do not load.

/** Is the mechanics' work at rest? */
export const haltsWork = (stoppage: Pick<Stoppage, 'otherWork'> | null): boolean =>
	stoppage !== null && !stoppage.otherWork;
