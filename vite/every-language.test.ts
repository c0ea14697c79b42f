import { expect, test } from 'vitest';
import { locales } from '../src/lib/languages/locale.ts';
import { awayPage, everyLanguage, fontRules } from './every-language.ts';

type Handler = (code: string, id: string) => { code: string };
const { handler } = everyLanguage().transform as unknown as { handler: Handler };

test('the page of a server that cannot answer says so in every language', () => {
	const template = `export default () => ${JSON.stringify('<div>\n%languages.away%\n</div>')}`;
	const { code } = handler(template, '/.svelte-kit/generated/shared/error-template.js');
	const page = JSON.parse(code.slice(code.indexOf('"'))) as string;
	expect([...page.matchAll(/<h1 lang="([\w-]+)">[^<]{8,}<\/h1>/g)].map(([, tag]) => tag)).toEqual(locales);
});

test('[AWAY1] the page that proxies show is what the table of languages makes: vitest -u writes it', async () => {
	await expect(awayPage()).toMatchFileSnapshot('../static/away.html');
});

test('a language with fonts of its own has a rule, after the one for all', () => {
	const rules = fontRules().split('\n');
	expect(rules[0]).toMatch(/^:root \{ --font: var\(--latin\), 'Noto Sans SC', .*, sans-serif; \}$/);
	expect(rules[1]).toMatch(/^:root:lang\(zh-TW\), \[lang='zh-TW'\] \{ --font: .*'Noto Sans TC'/);
});

test('a page without the mark for the languages ends the build', () => {
	expect(() => handler('<h1>Away</h1>', '/ui/tokens.css')).toThrow('no mark for the languages');
});
