import './rig.ts';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onShutdown } from '#lib/server/shutdown.ts';
import { ensureSystemPackages } from './system-packages.ts';

// `npm test`: the app is built, then everything is run against the build. The last line of the
// output is the total of all runners.

interface Count {
	passed: number;
	failed: number;
}

interface Runner {
	command: string;
	args(report: string): string[];
	env?(report: string): Record<string, string>;
	/** Reads the runner's own JSON report. */
	count(report: unknown): Count;
}

const vitest: Runner = {
	command: 'vitest',
	args: (report) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
	count(report) {
		const { numPassedTests, numFailedTests } = report as Record<string, number>;
		return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 };
	}
};

const playwright: Runner = {
	command: 'playwright',
	args: () => ['test', '--reporter=list,json'],
	env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
	count(report) {
		const { stats, errors } = report as { stats: Record<string, number>; errors: unknown[] };
		const { expected = 0, flaky = 0, unexpected = 0 } = stats;
		return { passed: expected + flaky, failed: unexpected + errors.length };
	}
};

const total: Count = { passed: 0, failed: 0 };

if (!ensureSystemPackages()) process.exit(1);
if ((await start('vite', ['build'])) === 0) {
	for (const runner of [vitest, playwright]) {
		const { passed, failed } = await runTests(runner);
		total.passed += passed;
		total.failed += failed;
	}
} else {
	total.failed = 1;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

/** A runner that fails without naming a failed test (a crash, a leak, no report) counts as one. */
async function runTests({ command, args, env, count }: Runner): Promise<Count> {
	const folder = mkdtempSync(join(tmpdir(), 'kanche-report-'));
	const report = join(folder, 'report.json');
	const code = await start(command, args(report), env?.(report));
	let result: Count = { passed: 0, failed: 0 };
	try {
		result = count(JSON.parse(readFileSync(report, 'utf8')));
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
