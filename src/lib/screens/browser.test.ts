import { expect, test } from 'vitest';
import { browserOf } from './browser.ts';

const kit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
	[
		'a Tizen',
		`Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) ${kit} 76.0.3809.146/6.0 TV Safari/537.36`,
		'Chromium 76'
	],
	[
		'an Android television',
		`Mozilla/5.0 (Linux; Android 9; MiTV) ${kit} Version/4.0 Chrome/68.0.3440.70 Safari/537.36`,
		'Chromium 68'
	],
	['a webOS', `Mozilla/5.0 (Web0S; Linux/SmartTV) ${kit} Chrome/79.0.3945.79 Safari/537.36`, 'Chromium 79'],
	[
		'a headless',
		`Mozilla/5.0 (X11; Linux x86_64) ${kit} HeadlessChrome/146.0.0.0 Safari/537.36`,
		'Chromium 146'
	],
	['a Debian', `Mozilla/5.0 (X11; Linux x86_64) ${kit} Chromium/146.0 Safari/537.36`, 'Chromium 146'],
	['a Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Gecko/20100101 Firefox/152.0', 'Firefox 152'],
	[
		'a Safari',
		'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Safari/605.1.15',
		'Safari 19'
	],
	['nothing', '', '']
])('[SCR5] %s is called what helps', (_, userAgent, called) => expect(browserOf(userAgent)).toBe(called));
