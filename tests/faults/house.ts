import { randomUUID } from 'node:crypto';
import { signIn } from '../../scripts/live/sign-in.ts';
import type { Chance } from '../../scripts/demo/chance.ts';
import { openDoor } from '../../src/lib/commands/perform.server.ts';
import type { Order } from '../../src/lib/job/job.ts';
import type { Stage } from '../../src/lib/model/stage.ts';
import { makeLink } from '../../src/lib/progress-links/links.server.ts';
import { addPerson } from '../../src/lib/people/people.server.ts';
import { usualSettings } from '../../src/lib/model/screen.ts';
import { makeScreen } from '../../src/lib/screens/screens.server.ts';
import type { Database } from '../../src/lib/database/database.ts';
import type { Handshake } from '../../src/lib/sync/protocol.ts';
import type { FeedOf } from '../../src/lib/sync/read-feed.server.ts';
import { createWorkshop } from '../../src/lib/settings/create-workshop.server.ts';
import { HOUR } from '../../src/lib/model/moments.ts';

/** Cards on a board: enough to collide, few enough to compare everywhere after every fault. */
export const CARDS = 24;
const PASSWORD = 'a long pass phrase';

/** A workshop whose every text carries a word that no other one's may ever carry. */
export interface House {
	id: string;
	slug: string;
	/** Its canary. */
	word: string;
	stages: Stage[];
	/** Who may move cards: usernames. */
	foremen: string[];
	/** What a screen of each feed says to be let in, and what it follows. */
	opens: { of: FeedOf; handshake: Handshake }[];
}

/** Makes a workshop with a filled board, its foremen's accounts, and a link of each kind. */
export async function furnish(
	db: Database,
	slug: string,
	chance: Chance,
	{ foremen, walls, lounges, links }: { foremen: number; walls: number; lounges: number; links: number }
): Promise<House> {
	const now = Date.now();
	const word = Array.from({ length: 6 }, () => chance.pick([...'BCDFGHJKLMNPQRSTVWXZ'])).join('');
	const { id, stages } = await createWorkshop(
		db,
		{ slug, name: `House ${word}`, language: 'en', timeZone: 'Asia/Shanghai', phone: `${word} phone` },
		null,
		now
	);
	const accounts = Array.from({ length: foremen }, (_, index) => `${slug}.foreman${index}`);
	await Promise.all(
		accounts.map((username) => {
			const account = { username, password: PASSWORD };
			const roles = ['foreman', 'advisor', 'manager'] as const;
			return addPerson(db, id, { name: `${word} ${username}`, roles: [...roles], account }, now);
		})
	);
	const jobIds: string[] = [];
	const door = openDoor(db, () => {});
	const actor = { kind: 'demo' as const, id: null, name: `${word} setting` };
	for (let number = 0; number < CARDS; number++) {
		const command = booking(word, number);
		const reply = await door.perform(command, {
			workshopId: id,
			actor,
			kind: 'operator' as const,
			roles: [],
			screen: 'faults'
		});
		if (!reply.ok) throw new Error(`a booking was refused: ${reply.refusal.code}`);
		jobIds.push(command.jobId);
	}
	const opens: House['opens'] = [];
	for (const kind of ['wall', 'lounge'] as const) {
		for (let index = 0; index < (kind === 'wall' ? walls : lounges); index++) {
			const draft = { ...usualSettings, kind, name: `${word} ${kind} ${index}` };
			const { token } = await makeScreen(db, id, draft, now);
			opens.push({ of: { feed: kind, workshopId: id, jobId: null }, handshake: { token, kind } });
		}
	}
	for (const jobId of jobIds.slice(0, links)) {
		const { token } = await makeLink(db, { workshopId: id, jobId, createdBy: null }, now);
		opens.push({ of: { feed: 'job', workshopId: id, jobId }, handshake: { token } });
	}
	return { id, slug, word, stages, foremen: accounts, opens };
}

export const sessionOf = (url: string, username: string): Promise<string> => signIn(url, username, PASSWORD);

let numbers = 0;

/** A car that has come in, with the workshop's word wherever text goes. */
export function booking(word: string, number = ++numbers) {
	const order: Order = {
		orderNumber: `${word}-${randomUUID().slice(0, 13)}`,
		vehicle: {
			...{ plate: `${word}${number}PL`, vin: `${word}VIN`, brand: word },
			...{ model: `${word} model`, colour: `${word} red` }
		},
		customer: { name: `${word}CUSTOMER`, phone: `${word}PHONE${number}` },
		...{ waiting: false, workType: 'repair', work: `${word} work`, standardHours: 1 },
		...{ remark: `${word}REMARK`, advisorId: null, bookedFor: null, promise: Date.now() + 4 * HOUR }
	};
	const [id, jobId] = [randomUUID(), randomUUID()];
	return { type: 'book' as const, id, jobId, order, arrivedAt: Date.now(), fromSource: false };
}

/**
 * What must not be in any frame of a feed: another workshop's word anywhere, and from walls, lounges and customers
 * what is staff's alone. [FEED3] [FEED4] [FEED5] [FEED7]
 *
 * @returns what was found, or null
 */
export function leakIn(
	text: string,
	feed: FeedOf['feed'],
	{ word }: House,
	others: readonly House[]
): string | null {
	for (const other of others) if (text.includes(other.word)) return `a word of ${other.slug}`;
	if (feed === 'board') return null;
	for (const kind of ['CUSTOMER', 'PHONE', 'VIN', 'REMARK', 'NOTE']) {
		if (text.includes(word + kind)) return `a ${kind} in the ${feed} feed`;
	}
	if (feed !== 'wall' && new RegExp(`${word}\\d+PL`).test(text)) return `a PLATE in the ${feed} feed`;
	return null;
}
