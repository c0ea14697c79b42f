import { uuidv7 } from 'uuidv7';
import { openDoor } from '#lib/door/perform.server.ts';
import type { Database } from '#lib/server/database.ts';
import { createWorkshop } from '#lib/workshop/create-workshop.server.ts';
import { visit } from '../demo/cast.ts';
import { chanceFrom } from '../demo/chance.ts';

/** A workshop whose board holds so many cards, and who may move them: the user called as the slug. */
export async function fillBoard(db: Database, cards: number, slug = 'bench') {
	const credentials = { username: slug, password: uuidv7() };
	const { id: workshopId, ownerId } = await createWorkshop(
		db,
		{ slug, name: 'Bench', language: 'en', timeZone: 'Asia/Shanghai' },
		{ name: 'Bench', ...credentials },
		Date.now()
	);
	const door = openDoor(db, () => {});
	const chance = chanceFrom(1);
	const sender = { workshopId, actor: { kind: 'person' as const, id: ownerId, name: 'Bench' }, roles: null };
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
	}
	return { slug, ...credentials };
}
