import { Refused } from '../model/refusal.ts';

/** Files of one workshop that are uploaded, read or taken in at once: each of them is in memory whole. */
const mostUploads = 6;

const underWay = new Map<string, number>();

/**
 * Takes in one upload of a workshop. [ACC14]
 *
 * @throws Refused `busy` where too many of this workshop are under way
 */
export async function asUpload<T>(workshopId: string, takeIn: () => Promise<T>): Promise<T> {
	const others = underWay.get(workshopId) ?? 0;
	if (others >= mostUploads) throw new Refused({ code: 'busy' });
	underWay.set(workshopId, others + 1);
	try {
		return await takeIn();
	} finally {
		const left = underWay.get(workshopId)! - 1;
		if (left > 0) underWay.set(workshopId, left);
		else underWay.delete(workshopId);
	}
}
