/*
 * Requests of strangers give way to what is urgent: requests of known people, and closing the sockets of those who lost
 * their access. [FUZZ2]
 */

let underWay = 0;

export const isUrgentUnderWay = (): boolean => underWay > 0;

/** Runs work that strangers' requests give way to. */
export async function urgently<T>(work: () => Promise<T>): Promise<T> {
	underWay++;
	try {
		return await work();
	} finally {
		underWay--;
	}
}
