import type { Browser } from '@playwright/test';
import { request } from 'node:http';
import { loadedScripts } from '../../tests/loaded-scripts.ts';
import { fillBoard } from '../house/board.ts';
import { boardUsableAfter } from '../live/board-page.ts';
import { newContext } from '../live/chromium.ts';
import { signIn } from '../../scripts/live/sign-in.ts';
import { medianOf, sumOf } from './figures.ts';
import type { Product } from './product.ts';
import { openWire, socketIoAddress } from './wire.ts';

export interface PagesFigures {
	/** Bytes, gzip, of the JavaScript that a wall loads. */
	wallScripts: number;
	boards: BoardFigures[];
}

/** A board of so many cards. Bytes. */
export interface BoardFigures {
	cards: number;
	/** Milliseconds from the start of the navigation until a card's menu is open: median. */
	usableAfter: number;
	/** A whole snapshot as one frame, and packed as pages ask for it. */
	frame: number;
	packed: number;
	/** The page with the same snapshot in it, as it came over HTTP to a browser that takes compressed ones. */
	page: number;
	/** How that was compressed; empty where it was not. */
	encoding: string;
}

/** Of each board, a median of so many openings. */
const OPENINGS = 3;

export async function measurePages(
	{ product, browser }: { product: Product; browser: Browser },
	boards: readonly number[]
): Promise<PagesFigures> {
	const { url } = product.house;
	const context = await newContext(browser, url);
	const address = `${url}/display/${await product.screen('wall')}/wall`;
	const scripts = await loadedScripts(await context.newPage(), address);
	await context.close();
	const figures: BoardFigures[] = [];
	for (const cards of boards) figures.push(await measureBoard(product, browser, cards));
	return { wallScripts: sumOf(scripts.map(({ size }) => size)), boards: figures };
}

async function measureBoard({ house }: Product, browser: Browser, cards: number): Promise<BoardFigures> {
	const { url, database } = house;
	const { slug, username, password } = await fillBoard(database.db, cards, `cards${cards}`);
	const cookie = await signIn(url, username, password);
	const usable: number[] = [];
	for (let n = 0; n < OPENINGS; n++) usable.push(await boardUsableAfter(browser, url, slug, cookie));
	const join = async (packs: boolean) => {
		const wire = await openWire({
			...{ address: socketIoAddress(url, packs), handshake: { workshop: slug } },
			headers: { origin: url, cookie }
		});
		const { text, packed } = await wire.ask('join', { since: null });
		wire.close();
		return text.length + (packed?.length ?? 0);
	};
	return {
		...{ cards, usableAfter: medianOf(usable), frame: await join(false), packed: await join(true) },
		...(await sizeOf(`${url}/w/${slug}/board`, cookie))
	};
}

/** What an answer weighs, as it came over the wire: `fetch` would unpack it. */
function sizeOf(address: string, cookie: string): Promise<Pick<BoardFigures, 'page' | 'encoding'>> {
	return new Promise((resolve, reject) => {
		const headers = { cookie, 'accept-encoding': 'gzip, deflate, br, zstd' };
		const asking = request(address, { headers }, (response) => {
			if (response.statusCode !== 200) return reject(new Error(`${address}: ${response.statusCode}`));
			let page = 0;
			response.on('data', (chunk: Buffer) => (page += chunk.length));
			response.on('end', () => resolve({ page, encoding: response.headers['content-encoding'] ?? '' }));
			response.on('error', reject);
		});
		asking.once('error', reject);
		asking.end();
	});
}
