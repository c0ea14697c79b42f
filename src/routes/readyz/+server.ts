import { setTimeout as sleep } from 'node:timers/promises';
import { app } from '#lib/app/app.ts';

/** Milliseconds: a database slower than this cannot carry a board. */
const patience = 2000;

/** The database answers, so this process can take work. */
export async function GET() {
	const ready = await Promise.race([
		app().sql`select 1`.then(
			() => true,
			() => false
		),
		sleep(patience, false)
	]);
	return new Response(ready ? 'ready' : 'the database does not answer', {
		status: ready ? 200 : 503,
		headers: { 'cache-control': 'no-store' }
	});
}
