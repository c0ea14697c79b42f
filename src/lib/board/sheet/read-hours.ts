/** Standard hours as typed: null for none, undefined for what is no number of hours from 0 to 200. */
export function readHours(text: string): number | null | undefined {
	const typed = text.normalize('NFKC').trim().replace(',', '.');
	if (typed === '') return null;
	const hours = /^\d{1,3}(\.\d{1,2})?$/.test(typed) ? Number(typed) : Number.NaN;
	return hours <= 200 ? hours : undefined;
}
