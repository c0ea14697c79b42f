import { expect, test } from 'vitest';
import { Refused } from '../model/refusal.ts';
import { readUpload } from './upload.server.ts';
import { asUpload } from './uploads.ts';

const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW';
const megabytes = 10 * 1024 * 1024;

const posted = (body: string, type = `multipart/form-data; boundary=${boundary}`) =>
	new Request('http://localhost/', { method: 'POST', headers: { 'content-type': type }, body });
const part = (head: string, content = '') =>
	`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
const end = `--${boundary}--\r\n`;
const asFile = 'name="file"; filename="day.csv"';

test('[ACC14] a file of ten megabytes is taken from the form that a browser posts', async () => {
	const content = '工单,x\r\n\r\n--'.repeat(megabytes / 20);
	const form = new FormData();
	form.set('file', new File([content], '11月.csv'));
	const upload = await readUpload(new Request('http://localhost/', { method: 'POST', body: form }));
	expect([upload?.file.name, await upload?.file.text()]).toEqual(['11月.csv', content]);
	const quoted = `multipart/form-data; charset=utf-8; boundary="${boundary}"`;
	expect(await (await readUpload(posted(part(asFile, 'a,b') + end, quoted)))?.file.text()).toBe('a,b');
});

test.each([
	['no file', part('name="file"', 'text') + end],
	['an empty choice', part('name="file"; filename=""') + end],
	['a form without end', part(asFile, 'a,b')],
	['nothing', '']
])('[ACC14] %s is no upload', async (_, body) => expect(await readUpload(posted(body))).toBeNull());

test('[ACC14] a form of another kind is no upload', async () => {
	for (const type of ['text/plain', 'multipart/form-data', 'multipart/form-data; boundary=']) {
		expect(await readUpload(posted(part(asFile, 'a,b') + end, type))).toBeNull();
	}
});

test.each<[string, () => string]>([
	['of a hundred thousand parts', () => part('name="a"').repeat(megabytes / 120) + part(asFile, 'a,b') + end],
	['of a million headers', () => part(`${asFile}\r\n${'x: y\r\n'.repeat(megabytes / 7)}`, 'a,b') + end],
	[
		'with a name of megabytes',
		() => part(`name="${'%22'.repeat(megabytes / 4)}"`) + part(asFile, 'a,b') + end
	]
])('[ACC14] a form %s is not parsed', async (_, make) => {
	const request = posted(make());
	const begin = performance.now();
	expect(await readUpload(request)).toBeNull();
	expect(performance.now() - begin).toBeLessThan(300);
});

test('[ACC14] a workshop has six uploads under way, others are not kept from theirs', async () => {
	const gate = Promise.withResolvers<void>();
	const take = (workshopId: string) => asUpload(workshopId, () => gate.promise);
	const six = Array.from({ length: 6 }, () => take('a'));
	await expect(take('a')).rejects.toThrow(Refused);
	const other = take('b');
	gate.resolve();
	await Promise.all([...six, other]);
	await expect(asUpload('a', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
	await Promise.all(Array.from({ length: 6 }, () => take('a')));
});
