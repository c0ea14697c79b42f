import { uuidv7 } from 'uuidv7';
import type { BoardCard, BoardMeta } from '#lib/feeds/board.ts';
import { addPerson } from '#lib/people/people.server.ts';
import { type ScreenKind, type ScreenSettings, usualSettings } from '#lib/model/screen.ts';
import { makeScreen } from '#lib/screens/screens.server.ts';
import type { House } from '../house/house.ts';
import { openScreen } from '../../scripts/live/screen.ts';
import { signIn } from '../../scripts/live/sign-in.ts';
import type { Card } from './mover.ts';
import { socketIoAddress } from './wire.ts';
import type { Site } from './site.ts';

type Stage = BoardMeta['stages'][number];

/** The product: a server as in production, its board, and who moves its cards. */
export interface Product extends Site {
	house: House;
	/** Two stages of one kind: between them cards are moved to and fro. */
	stages: [Stage, Stage];
	/** The cards as they are now, in the order in which they were booked. */
	cards(): Promise<Card[]>;
	/** The token of a new screen. */
	screen(kind: ScreenKind, settings?: Partial<ScreenSettings>): Promise<string>;
}

/** @param foremen so many people are signed in */
export async function productIn(house: House, foremen: number): Promise<Product> {
	const { url, slug, database, workshopId } = house;
	const password = uuidv7();
	const cookies: string[] = [];
	// One after another: hashing passwords takes the whole machine, and who waits too long for an answer gives up.
	for (let n = 0; n < foremen; n++) {
		const account = { username: `foreman${n}`, password };
		const person = { name: account.username, roles: ['foreman' as const], account };
		await addPerson(database.db, workshopId, person, Date.now());
		cookies.push(await signIn(url, account.username, password));
	}
	const screen = async (kind: ScreenKind, settings: Partial<ScreenSettings> = {}) => {
		const draft = { ...usualSettings, ...settings, kind, name: kind };
		return (await makeScreen(database.db, workshopId, draft, Date.now())).token;
	};
	const tokens: Record<string, string> = { wall: await screen('wall'), lounge: await screen('lounge') };
	const address = socketIoAddress(url);
	const staff = (n: number) => ({
		...{ address, handshake: { workshop: slug }, feed: 'board' },
		headers: { origin: url, cookie: cookies[n % cookies.length]! }
	});
	const board = async () => {
		const opened = await openScreen<BoardCard, BoardMeta>({
			...{ url, cookie: house.cookie, handshake: { workshop: slug } }
		});
		opened.close();
		return opened.replica();
	};
	const [one, other] = (await board()).meta.stages.filter((stage) => stage.kind === 'repair');
	return {
		...{ house, screen, stages: [one!, other!] },
		cards: async () =>
			[...(await board()).cards.values()]
				.map(({ id, version, stageId, vehicle }) => ({ id, version, stageId, plate: vehicle.plate }))
				.sort((a, b) => (a.id < b.id ? -1 : 1)),
		place: (feed, n) =>
			feed === 'board'
				? staff(n)
				: { address, handshake: { token: tokens[feed], kind: feed }, headers: { origin: url }, feed },
		mover: staff,
		pid: () => house.pid()
	};
}
