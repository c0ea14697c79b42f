import { expect, test } from 'vitest';
import { addressWords, browserWords } from './browser-words.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
	[`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, 'Chrome · Windows'],
	[
		`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
		'Edge · Windows'
	],
	[
		`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36 EdgA/142.0.0.0`,
		'Edge · Android'
	],
	['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox · Linux'],
	[
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
		'Safari · macOS'
	],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
		'Safari · iOS'
	],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
		'Chrome · iOS'
	],
	[
		'Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1',
		'Safari · iPadOS'
	],
	[
		`Mozilla/5.0 (Linux; Android 14; V2309A) ${webkit} Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.60 Language/zh_CN`,
		'微信 · Android'
	],
	[
		`Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) ${webkit} Chrome/114.0.0.0 HuaweiBrowser/15.0.4 Mobile Safari/537.36`,
		'华为浏览器 · HarmonyOS'
	],
	[
		`Mozilla/5.0 (Linux; U; Android 14; zh-cn) ${webkit} Version/4.0 Chrome/123.0.0.0 MQQBrowser/15.2 Mobile Safari/537.36`,
		'QQ 浏览器 · Android'
	],
	['curl/8.14.1', '其他浏览器'],
	['', '其他浏览器']
])('%s is %s', (agent, words) => expect(browserWords(agent)).toBe(words));

test.each([
	['192.0.2.7', '192.0.2.7'],
	['2001:0db8:0000:0000:0000:0000:0000:0007', '2001:db8::7'],
	['0000:0000:0000:0000:0000:0000:0000:0001', '::1'],
	['', ''],
	['x:y', 'x:y']
])('the address %s is %s', (address, words) => expect(addressWords(address)).toBe(words));
