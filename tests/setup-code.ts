import type { TestServer } from './server.ts';

/** The setup code as somebody reads it from what the server printed. [PPL7] */
export function printedSetupCode(server: TestServer): string {
	const code = /enter the setup code (\S{4}-\S{4})/.exec(server.output())?.[1];
	if (!code) throw new Error(`the server printed no setup code:\n${server.output()}`);
	return code;
}
