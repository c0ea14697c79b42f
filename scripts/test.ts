import './rig.ts';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onShutdown } from '#lib/runtime/shutdown.ts';
import { ensureSystemPackages } from './system-packages.ts';

// `npm test`: the app is built, then everything is run against the build. The last line of the
// output is the total of all runners.

interface Count {
	passed: number;
	failed: number;
}

interface Result extends Count {
	/** Milliseconds that each test file took. */
	files: Record<string, number>;
}

interface Runner {
	command: string;
	args(report: string): string[];
	env?(report: string): Record<string, string>;
	/** Reads the runner's own JSON report. */
	read(report: unknown): Result;
}

interface VitestReport {
	numPassedTests?: number;
	numFailedTests?: number;
	testResults: { name: string; startTime: number; endTime: number }[];
}

interface Suite {
	file: string;
	specs: { tests: { results: { duration: number }[] }[] }[];
	suites?: Suite[];
}

interface PlaywrightReport {
	stats: { expected?: number; flaky?: number; unexpected?: number };
	errors: unknown[];
	suites: Suite[];
}

const vitest: Runner = {
	command: 'vitest',
	args: (report) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
	read(report) {
		const { numPassedTests, numFailedTests, testResults } = report as VitestReport;
		const times = testResults.map(({ name, startTime, endTime }) => [
			relative(process.cwd(), name),
			endTime - startTime
		]);
		return {
			passed: numPassedTests ?? 0,
			failed: numFailedTests ?? 0,
			files: Object.fromEntries(times) as Record<string, number>
		};
	}
};

const playwright: Runner = {
	command: 'playwright',
	args: () => ['test', '--reporter=list,json'],
	env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
	read(report) {
		const { stats, errors, suites } = report as PlaywrightReport;
		const { expected = 0, flaky = 0, unexpected = 0 } = stats;
		const files: Record<string, number> = {};
		for (const suite of suites) files[`tests/e2e/${suite.file}`] = durationOf(suite);
		return { passed: expected + flaky, failed: unexpected + errors.length, files };
	}
};

const SLOWEST = 10;

const total: Result = { passed: 0, failed: 0, files: {} };
/** Milliseconds that each part of the run took. */
const parts: Record<string, number> = {};

if (!ensureSystemPackages()) process.exit(1);
if ((await timed('build', () => start('vite', ['build']))) === 0) {
	for (const runner of [vitest, playwright]) {
		const { passed, failed, files } = await timed(runner.command, () => runTests(runner));
		total.passed += passed;
		total.failed += failed;
		Object.assign(total.files, files);
	}
} else {
	total.failed = 1;
}
console.log(`\nTime by part:\n${table(Object.entries(parts))}`);
const slowest = Object.entries(total.files).sort(([, one], [, other]) => other - one);
console.log(`\nThe ${SLOWEST} slowest files:\n${table(slowest.slice(0, SLOWEST))}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

async function timed<T>(part: string, work: () => Promise<T>): Promise<T> {
	const begun = performance.now();
	const result = await work();
	parts[part] = performance.now() - begun;
	return result;
}

function table(times: [string, number][]): string {
	return times.map(([name, time]) => `${(time / 1000).toFixed(1).padStart(8)} s  ${name}`).join('\n');
}

/** Milliseconds of all its tests, retries included. */
function durationOf({ specs, suites = [] }: Suite): number {
	const results = specs.flatMap(({ tests }) => tests).flatMap(({ results }) => results);
	const own = results.reduce((sum, { duration }) => sum + duration, 0);
	return suites.reduce((sum, suite) => sum + durationOf(suite), own);
}

/** A runner that fails without naming a failed test (a crash, a leak, no report) counts as one. */
async function runTests({ command, args, env, read }: Runner): Promise<Result> {
	const folder = mkdtempSync(join(tmpdir(), 'kanche-report-'));
	const report = join(folder, 'report.json');
	const code = await start(command, args(report), env?.(report));
	let result: Result = { passed: 0, failed: 0, files: {} };
	try {
		result = read(JSON.parse(readFileSync(report, 'utf8')));
	} catch {
		console.error(`${command} left no report`);
		result.failed = 1;
	}
	rmSync(folder, { recursive: true });
	if (code !== 0 && result.failed === 0) result.failed = 1;
	return result;
}

function start(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
		onShutdown('runner', () => void child.kill());
		child.once('error', () => resolve(1));
		child.once('exit', (code) => resolve(code ?? 1));
	});
}
