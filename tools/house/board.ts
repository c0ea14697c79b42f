import { uuidv7 } from 'uuidv7';
import { type Door, openDoor } from '#lib/commands/perform.server.ts';
import type { Database } from '#lib/database/database.ts';
import { createWorkshop } from '#lib/settings/create-workshop.server.ts';
import { visit } from '../../scripts/demo/cast.ts';
import { chanceFrom } from '../../scripts/demo/chance.ts';

/** A workshop whose board holds so many cards, and who may move them: the user called as the slug. */
export async function fillBoard(db: Database, cards: number, slug = 'bench') {
	const credentials = { username: slug, password: uuidv7() };
	const { id: workshopId, ownerId } = await createWorkshop(
		db,
		{ slug, name: 'Bench', language: 'en', timeZone: 'Asia/Shanghai' },
		{ name: 'Bench', ...credentials },
		Date.now()
	);
	await addBookings(
		openDoor(db, () => {}),
		workshopId,
		cards,
		ownerId
	);
	return { slug, ...credentials };
}

/** Cars that are here, booked one after the other. @returns the ids of their jobs */
export async function addBookings(
	door: Door,
	workshopId: string,
	cards: number,
	personId: string | null = null
): Promise<string[]> {
	const chance = chanceFrom(1);
	const sender = {
		workshopId,
		actor: { kind: 'person' as const, id: personId, name: 'Bench' },
		kind: 'operator' as const,
		roles: []
	};
	const jobIds: string[] = [];
	for (let number = 1; number <= cards; number++) {
		const order = {
			...visit(chance, 'zh-CN', number).order,
			advisorId: null,
			bookedFor: null,
			promise: null
		};
		const command = {
			type: 'book',
			id: uuidv7(),
			jobId: uuidv7(),
			order,
			arrivedAt: Date.now(),
			fromSource: false
		};
		const reply = await door.perform(command, { ...sender, screen: 'bench' });
		if (!reply.ok) throw new Error(`booking was refused: ${reply.refusal.code}`);
		jobIds.push(reply.id);
	}
	return jobIds;
}
