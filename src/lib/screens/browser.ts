/** In characters: no browser's is longer, and patterns search a long one again and again. */
const longestUserAgent = 500;

/** What a television's browser calls itself, in words that help whoever looks after it: `Chromium 76`. */
export function browserOf(header: string): string {
	const userAgent = header.slice(0, longestUserAgent);
	// Samsung's televisions (Tizen from 5 on) give Chromium's version without its name.
	const chromium = /Chrom(?:e|ium)\/(\d+)/.exec(userAgent) ?? /\) (\d+)\.\S* TV Safari\//.exec(userAgent);
	if (chromium) return `Chromium ${chromium[1]}`;
	const firefox = /\bFirefox\/(\d+)/.exec(userAgent);
	if (firefox) return `Firefox ${firefox[1]}`;
	const safari = /\bVersion\/(\d+)\S* .*Safari\//.exec(userAgent);
	return safari ? `Safari ${safari[1]}` : '';
}
