import { chromium } from '@playwright/test';
import { moverOf, openHouse } from './house.ts';
import { median, type Strain } from './strain.ts';

const CARDS = 10_000;

export const strain: Strain = {
	what: `a board of ${CARDS} open jobs`,
	async run() {
		const small = await openHouse({ cards: 300 });
		const usual = await timesOf(await small.board());
		await small.close();

		const house = await openHouse({ cards: CARDS });
		const joining = performance.now();
		const board = await house.board();
		const joined = performance.now() - joining;
		const bytes = Buffer.byteLength(JSON.stringify([...board.replica().cards.values()]));
		const times = await timesOf(board);
		const page = await pageOf(house.url, house.slug, house.cookie);
		const memory = house.resident();
		await house.close();
		return [
			{ figure: 'the whole board to a screen that joins', value: joined, unit: 'ms', atMost: 5_000 },
			{ figure: 'its cards as JSON', value: bytes / 1024 / 1024, unit: 'MB' },
			{ figure: 'a move acknowledged, of 300 cards', value: median(usual), unit: 'ms' },
			{ figure: `of ${CARDS}`, value: median(times), unit: 'ms', atMost: 250 },
			{ figure: 'the page in Chromium: usable after', value: page, unit: 'ms', atMost: 30_000 },
			{ figure: 'server memory', value: memory, unit: 'MB', atMost: 1_000 }
		];
	}
};

async function timesOf(board: Parameters<typeof moverOf>[0]): Promise<number[]> {
	const move = moverOf(board);
	const times: number[] = [];
	for (let n = 0; n < 220; n++) {
		const { ms, reply } = await move();
		if (!reply.ok) throw new Error(reply.refusal.code);
		if (n >= 20) times.push(ms);
	}
	board.close();
	return times;
}

/** Milliseconds from the call of the address until a card's menu is open. */
async function pageOf(url: string, slug: string, cookie: string): Promise<number> {
	const browser = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu']
	});
	try {
		const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
		const cookies = cookie.split('; ').map((each) => {
			const at = each.indexOf('=');
			return { name: each.slice(0, at), value: decodeURIComponent(each.slice(at + 1)), url };
		});
		await context.addCookies(cookies);
		const page = await context.newPage();
		const began = performance.now();
		await page.goto(`${url}/w/${slug}/board`, { waitUntil: 'commit' });
		const button = page.locator('[data-job] button.more').first();
		await button.waitFor({ timeout: 120_000 });
		for (;;) {
			// Before the page is alive a click does nothing; once the menu is open it is in the way of the next.
			await button.click({ timeout: 500 }).catch(() => {});
			if (await page.getByRole('menu').isVisible()) return performance.now() - began;
		}
	} finally {
		await browser.close();
	}
}
