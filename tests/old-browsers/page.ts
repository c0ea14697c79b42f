import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

interface Answer {
	id?: number;
	method?: string;
	params?: Record<string, never>;
	result?: Record<string, never>;
	error?: { message: string };
}

/** How long a command may take, and how often a condition is looked at, milliseconds. */
const PATIENCE = 20_000;
const PAUSE = 100;

/** A page of an old browser, driven by its debugging port: Playwright no longer speaks to those. */
export class OldPage {
	/** Uncaught exceptions, and what the page wrote to its console as an error. */
	readonly errors: string[] = [];
	#socket: WebSocket;
	#version: number;
	#sent = 0;
	#waiting = new Map<number, (answer: Answer) => void>();

	private constructor(socket: WebSocket, version: number) {
		this.#socket = socket;
		this.#version = version;
		socket.addEventListener('message', ({ data }) => this.#hear(JSON.parse(String(data)) as Answer));
	}

	/** A new page of the browser that listens on `port`. */
	static async open(
		port: number,
		version: number,
		size: { width: number; height: number }
	): Promise<OldPage> {
		// Newer ones ask for PUT, older ones do not mind.
		const answer = await fetch(`http://127.0.0.1:${port}/json/new?about:blank`, { method: 'PUT' });
		const { webSocketDebuggerUrl } = (await answer.json()) as { webSocketDebuggerUrl: string };
		const socket = new WebSocket(webSocketDebuggerUrl);
		await new Promise((resolve, reject) => {
			socket.addEventListener('open', resolve, { once: true });
			socket.addEventListener('error', reject, { once: true });
		});
		const page = new OldPage(socket, version);
		await page.send('Page.enable');
		await page.send('Runtime.enable');
		await page.send('Log.enable');
		await page.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
		return page;
	}

	#hear({ id, method, params, ...answer }: Answer): void {
		if (id !== undefined) this.#waiting.get(id)?.(answer);
		else if (method === 'Runtime.exceptionThrown') {
			const { text, exception } = (params as unknown as Exception).exceptionDetails;
			this.errors.push(`${text} ${exception?.description ?? JSON.stringify(exception?.value) ?? ''}`);
		} else if (method === 'Runtime.consoleAPICalled') {
			const { type, args } = params as unknown as ConsoleCall;
			if (type === 'error')
				this.errors.push(args.map(({ value, description }) => description ?? value).join(' '));
		} else if (method === 'Log.entryAdded') {
			const { level, source, text, url } = (params as unknown as LogEntry).entry;
			// That the server is away is what some tests are about.
			const away = source === 'network' || text.startsWith('WebSocket connection to');
			if (level === 'error' && !away) this.errors.push(`${source}: ${text} ${url ?? ''}`);
		}
	}

	/** A command of the DevTools protocol. */
	async send(method: string, params: object = {}, patience = PATIENCE): Promise<Record<string, unknown>> {
		const id = ++this.#sent;
		const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
		this.#socket.send(JSON.stringify({ id, method, params }));
		const answer = await Promise.race([answered, sleep(patience, null, { ref: false })]);
		this.#waiting.delete(id);
		if (!answer) throw this.#failure(`${method} was not answered`);
		if (answer.error) throw this.#failure(`${method}: ${answer.error.message}`);
		return answer.result ?? {};
	}

	async goto(url: string): Promise<void> {
		await this.send('Page.navigate', { url });
		await this.until(
			`location.href !== 'about:blank' && document.readyState === 'complete'`,
			`${url} loaded`
		);
	}

	/** The value of an expression, written in what the oldest browser reads. */
	async evaluate<T>(expression: string, patience = PATIENCE): Promise<T> {
		const asked = { expression, returnByValue: true, awaitPromise: true };
		const { result, exceptionDetails } = (await this.send('Runtime.evaluate', asked, patience)) as {
			result: { value: T };
			exceptionDetails?: Exception['exceptionDetails'];
		};
		if (exceptionDetails) throw this.#failure(`${expression}: ${exceptionDetails.exception?.description}`);
		return result.value;
	}

	/** Waits until an expression is true. @param what said when it does not become so */
	async until(expression: string, what: string, patience = PATIENCE): Promise<void> {
		for (const deadline = Date.now() + patience; ;) {
			// What is asked while the page goes to another one is not always answered.
			if (await this.evaluate<boolean>(`!!(${expression})`, 2_000).catch(() => false)) return;
			if (Date.now() > deadline) {
				const text = await this.evaluate<string>('document.body.innerText');
				throw this.#failure(`not after ${patience} ms: ${what}\n${text}\n${this.errors.join('\n')}`);
			}
			await sleep(PAUSE);
		}
	}

	/** A key as a remote control sends it. */
	async press(key: string, code: number): Promise<void> {
		for (const type of ['rawKeyDown', 'keyUp']) {
			await this.send('Input.dispatchKeyEvent', { type, key, windowsVirtualKeyCode: code });
		}
	}

	/** A PNG of what is seen. */
	async screenshot(path: string): Promise<void> {
		const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
		await writeFile(path, Buffer.from(data as string, 'base64'));
	}

	async close(): Promise<void> {
		await this.send('Page.close').catch(() => {});
		this.#socket.close();
	}

	#failure = (message: string) => new Error(`Chromium ${this.#version}: ${message}`);
}

interface Exception {
	exceptionDetails: { text: string; exception?: { description?: string; value?: unknown } };
}

interface ConsoleCall {
	type: string;
	args: { value?: unknown; description?: string }[];
}

interface LogEntry {
	entry: { level: string; source: string; text: string; url?: string };
}
