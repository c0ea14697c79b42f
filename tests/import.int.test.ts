import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDatabase } from '../src/lib/database/database.ts';
import { workshops } from '../src/lib/database/schema.ts';
import { createWorkshop } from '../src/lib/settings/create-workshop.server.ts';
import { makeDataDir } from './data-dir.ts';
import { day } from './files/day.ts';
import { slashedDate } from './files/make.ts';
import { today, writeToday } from './files/of-today.ts';
import { wrong } from './files/wrong.ts';
import { runScript } from './process.ts';

const script = fileURLToPath(new URL('../scripts/import.ts', import.meta.url));
let file: (name: string) => string = () => '';

// Each test starts a process that loads most of the program.
vi.setConfig({ testTimeout: 60_000 });

let dataDir = '';
let database: Awaited<ReturnType<typeof openDatabase>>;

beforeAll(async () => {
	dataDir = await makeDataDir('import');
	file = writeToday(dataDir);
	// Held open, as by a running server: the command uses the same PostgreSQL.
	database = await openDatabase({ dataDir }, { max: 2 });
});

afterAll(async () => {
	await database?.close();
	await rm(dataDir, { recursive: true });
});

/** Runs the command beside the running server's data. */
const run = (args: string[], env: Record<string, string> = {}) =>
	runScript(script, args, { cwd: dataDir, env: { DATA_DIR: dataDir, ...env } });

const revisions = () => database.db.select({ revision: workshops.revision }).from(workshops);

test('before the first run it says what to do first', async () => {
	const { code, stderr } = await run([file('utf8-bom.csv'), '--workshop', 'one', '--lang', 'en']);
	expect([code, stderr]).toEqual([1, expect.stringContaining('There is no workshop yet. Run npm start')]);
	const named = { slug: 'one', name: '一号', language: 'zh-TW', timeZone: 'Asia/Shanghai' } as const;
	await createWorkshop(database.db, named, null, Date.now());
});

test('[IMP1] a day comes in: exit code 0, in the language of the workshop', async () => {
	const { code, stdout, stderr } = await run([file('utf8-bom.csv'), '--workshop', 'one']);
	expect([code, stderr]).toEqual([0, '']);
	expect(stdout).toContain(`新增: ${day.length}\n更新: 0\n無變動: 0\n未匯入: 0\n`);
	expect(stdout).toContain('沒有讀取的欄：结算金额');
});

test('[IMP2] again, nothing: in the language of the terminal', async () => {
	const { code, stdout } = await run([file('utf8-bom.csv'), '--workshop', 'one'], { LANG: 'en_GB.UTF-8' });
	expect(code).toBe(0);
	expect(stdout).toContain(`Created: 0\nUpdated: 0\nUnchanged: ${day.length}\nRejected: 0\n`);
});

test('[IMP1] bad rows: exit code 2, each with its line and what to fix', async () => {
	const { code, stdout } = await run([file('wrong.csv'), '--workshop', 'one', '--lang', 'zh-CN']);
	expect(code).toBe(2);
	expect(stdout).toContain('第 5 行  （无工单号）\n    “工单号”是空的，请填写\n');
	expect(stdout).toContain(`第 20 行  E14\n    “约定交车时间”只有日期：${slashedDate(today)}。请补上`);
});

test('[IMP1] --json prints the same as one object', async () => {
	const { code, stdout } = await run([file('wrong.csv'), '--workshop', 'one', '--json', '--lang', 'en']);
	expect(code).toBe(2);
	const good = wrong.filter(({ problems }) => problems?.length === 0).length;
	const bad = wrong.filter(({ problems }) => problems && problems.length > 0).length;
	const report = JSON.parse(stdout) as { rejected: object[] };
	expect(report).toMatchObject({ created: 0, updated: 0, unchanged: good, ignoredColumns: [] });
	expect(report.rejected).toHaveLength(bad);
	expect(report.rejected[0]).toEqual({
		...{ line: 5, orderNumber: '', reasons: ['“工单号” is empty: fill it in'] },
		problems: [{ column: '工单号', value: '', code: 'missing' }]
	});
});

test('wrong usage: exit code 1 with help', async () => {
	const { code, stdout, stderr } = await run([file('utf8-bom.csv')]);
	expect([code, stdout]).toEqual([1, '']);
	expect(stderr).toContain('Name the workshop with --workshop');
	expect(stderr).toContain('Usage: npm run import -- FILE --workshop SLUG');
});

test.each([
	['noFile', () => [join('nowhere', 'a.csv'), '--workshop', 'one'], 'There is no such file: nowhere/a.csv'],
	['noHeader', () => [script, '--workshop', 'one'], 'No header was found'],
	['unknownWorkshop', () => [file('utf8-bom.csv'), '--workshop', 'two'], 'no workshop two. Known: one']
])('[IMP1] nothing to be had (%s): exit code 1, and nothing changed', async (code, args, told) => {
	const before = await revisions();
	const result = await run([...args(), '--json', '--lang', 'en']);
	expect([result.code, result.stderr]).toEqual([1, '']);
	const message = expect.stringContaining(told) as string;
	expect(JSON.parse(result.stdout)).toEqual({ error: { code, message } });
	expect(await revisions()).toEqual(before);
});

test('[IMP17] --preview says what would be done, and writes nothing', async () => {
	const before = await revisions();
	const { code, stdout } = await run([
		...[file('workbook.xlsx'), '--workshop', 'one', '--preview', '--lang', 'en']
	]);
	expect(code).toBe(0);
	expect(stdout).toContain('10 work orders');
	expect(stdout).toContain('To create: 0');
	expect(await revisions()).toEqual(before);
});

test('[IMP16] --take-back takes the import back whose number was printed', async () => {
	const list = join(dataDir, 'one.csv');
	writeFileSync(list, '工单号,车牌号\nTB-1,豫A7Q21M\n');
	const { stdout } = await run([list, '--workshop', 'one', '--lang', 'en']);
	const [, id = ''] = /--take-back ([0-9a-f-]{36})/.exec(stdout) ?? [];
	const back = await run(['--take-back', id, '--workshop', 'one', '--lang', 'en']);
	expect([back.code, back.stdout.trim()]).toEqual([0, 'Taken back: 1 orders are as they were.']);
	const unknown = await run(['--take-back', 'x', '--workshop', 'one', '--lang', 'en']);
	expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no such import')]);
});

test('[IMP11] a text that can be read in two ways is refused until --encoding names one', async () => {
	const list = join(dataDir, 'rare.csv');
	// 鸪 in GB18030, 薱 in Big5.
	writeFileSync(list, Buffer.from('RO No.,Plate,Customer\nEN-1,ABC-123,\u00f0\u00b3\n', 'latin1'));
	const refused = await run([list, '--workshop', 'one', '--lang', 'en']);
	expect(refused.code).toBe(1);
	expect(refused.stderr).toContain('gb18030 “EN-1 · ABC-123 · 鸪”');
	expect(refused.stderr).toContain('--encoding');
	const { code, stdout } = await run([list, '--workshop', 'one', '--encoding', 'big5', '--lang', 'en']);
	expect(code).toBe(0);
	expect(stdout).toContain('Text read as big5');
});
