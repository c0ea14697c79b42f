import { m } from '#lib/paraglide/messages.js';

/*
 * What a User-Agent header says in words, so that people tell their sessions apart. Whoever wants to can
 * write anything there: nothing is decided by it.
 */

/** The first that fits: most browsers claim to be others too. */
const browsers: [RegExp, () => string][] = [
	[/MicroMessenger/, m.people_browser_wechat],
	[/\bEdg(e|A|iOS)?\//, () => 'Edge'],
	[/HuaweiBrowser/, m.people_browser_huawei],
	[/M?QQBrowser/, m.people_browser_qq],
	[/UCBrowser|UBrowser/, m.people_browser_uc],
	[/MiuiBrowser/, m.people_browser_xiaomi],
	[/SamsungBrowser/, () => 'Samsung Internet'],
	[/\bOPR\//, () => 'Opera'],
	[/Firefox\/|FxiOS/, () => 'Firefox'],
	[/Chrome\/|CriOS|Chromium/, () => 'Chrome'],
	[/Safari\//, () => 'Safari']
];

const systems: [RegExp, () => string][] = [
	[/OpenHarmony|HarmonyOS/, () => 'HarmonyOS'],
	[/iPhone|iPod/, () => 'iOS'],
	[/iPad/, () => 'iPadOS'],
	[/Android/, () => 'Android'],
	[/Windows/, () => 'Windows'],
	[/Macintosh|Mac OS X/, () => 'macOS'],
	[/CrOS/, () => 'ChromeOS'],
	[/Linux|X11/, () => 'Linux']
];

const first = (words: [RegExp, () => string][], agent: string) =>
	words.find(([pattern]) => pattern.test(agent))?.[1]();

/** Chrome · Windows */
export const browserWords = (userAgent: string): string =>
	[first(browsers, userAgent) ?? m.people_browser_unknown(), first(systems, userAgent)]
		.filter(Boolean)
		.join(' · ');

/** As people write them: PostgreSQL and the servers keep IPv6 addresses in full. */
export function addressWords(address: string): string {
	const short = address.includes(':') ? URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) : undefined;
	return short ?? address;
}
