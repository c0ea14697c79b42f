import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { makeLink } from '#lib/progress-links/links.server.ts';
import { usualSettings } from '#lib/model/screen.ts';
import { makeScreen } from '#lib/screens/screens.server.ts';
import { type Database, openDatabase } from '#lib/database/database.ts';
import { people, sessions, users } from '#lib/database/schema.ts';
import { newToken } from '#lib/runtime/token.ts';
import { openDoor } from '#lib/commands/perform.server.ts';
import { addBookings } from '../house/board.ts';
import { createWorkshop } from '#lib/settings/create-workshop.server.ts';
import type { Place } from './crowd-words.ts';
import { DAY } from '#lib/model/moments.ts';

/** A workshop with its screens: the board of a foreman, two walls, a lounge, a customer's page. */
export interface SmallWorkshop {
	slug: string;
	stages: [{ id: string }, { id: string }];
	places: (Pick<Place, 'handshake' | 'feed'> & { cookie?: string })[];
}

const CARDS = 6;
/** Workshops that are made at the same time. */
const AT_A_TIME = 8;

/** Has PostgreSQL count the statements of a data folder's database from its next start on. */
export async function countStatements(dataDir: string): Promise<void> {
	const { sql, close } = await openDatabase({ dataDir });
	await sql.unsafe(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
	await sql.unsafe('create extension pg_stat_statements');
	await close();
}

/** @param dataDir where the secret lies by which sessions are signed */
export async function makeWorkshops(db: Database, dataDir: string, count: number): Promise<SmallWorkshop[]> {
	const secret = (await readFile(join(dataDir, 'auth-secret'), 'utf8')).trim();
	const made: SmallWorkshop[] = [];
	const makers = Array.from({ length: AT_A_TIME }, async (_, maker) => {
		for (let n = maker; n < count; n += AT_A_TIME) made[n] = await makeWorkshop(db, secret, `many-${n}`);
	});
	await Promise.all(makers);
	return made;
}

async function makeWorkshop(db: Database, secret: string, slug: string): Promise<SmallWorkshop> {
	const now = Date.now();
	const workshop = { slug, name: slug, language: 'zh-CN' as const, timeZone: 'Asia/Shanghai' };
	const { id: workshopId, stages } = await createWorkshop(db, workshop, null, now);
	const [jobId] = await addBookings(
		openDoor(db, () => {}),
		workshopId,
		CARDS
	);
	const screen = async (kind: 'wall' | 'lounge') => {
		const { token } = await makeScreen(db, workshopId, { ...usualSettings, kind, name: kind }, now);
		return { handshake: { token, kind }, feed: kind };
	};
	const link = await makeLink(db, { workshopId, jobId: jobId!, createdBy: null }, now);
	const [one, other] = stages.filter(({ kind }) => kind === 'repair');
	return {
		slug,
		stages: [one!, other!],
		places: [
			{ handshake: { workshop: slug }, feed: 'board', cookie: await foreman(db, secret, workshopId, slug) },
			...[await screen('wall'), await screen('wall'), await screen('lounge')],
			{ handshake: { token: link.token }, feed: 'job' }
		]
	};
}

/** A foreman who is signed in; hashing a thousand passwords would take minutes. @returns the cookie */
async function foreman(db: Database, secret: string, workshopId: string, name: string): Promise<string> {
	const [userId, token, at] = [uuidv7(), newToken(), new Date()];
	const moments = { createdAt: at, updatedAt: at };
	await db
		.insert(users)
		.values({ id: userId, username: name, name, email: `${name}@staff.invalid`, ...moments });
	await db.insert(people).values({ id: uuidv7(), workshopId, userId, name, roles: ['foreman'] });
	const expiresAt = new Date(at.getTime() + 30 * DAY);
	await db.insert(sessions).values({ id: uuidv7(), token, userId, expiresAt, ...moments });
	// As better-auth signs it.
	const signature = createHmac('sha256', secret).update(token).digest('base64');
	return `kanche.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
