import { expect } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { openDoor } from '../../src/lib/commands/perform.server.ts';
import { addPerson } from '../../src/lib/people/people.server.ts';
import { test } from './house.ts';

/** Ends whatever it may stand in, and runs where it is taken for more than text. */
const markup = `"'></script></title><img src=x onerror=window.ran=1><svg onload=window.ran=1>{{7*7}}\u2028`;

test('text that people typed is text on every screen', async ({ browser, house }) => {
	test.setTimeout(120_000);
	const { db } = house.database;
	const name = markup.slice(0, 40);
	await addPerson(db, house.workshop.id, { name, roles: ['technician', 'advisor'] }, Date.now());
	const jobId = await house.receive('豫A12345', {
		vehicle: { plate: '豫A12345', vin: '<b>VIN</b>', brand: name, model: markup.slice(0, 60), colour: '<i>' },
		customer: { name: markup.slice(0, 60), phone: '<u>1</u>' },
		...{ work: markup.slice(0, 200), remark: markup }
	});
	const sender = {
		...{ workshopId: house.workshop.id, kind: 'operator' as const, roles: [], screen: markup },
		actor: { kind: 'demo' as const, id: null, name: markup }
	};
	const [row] = await house.database.sql<{ version: number }[]>`select version from jobs where id = ${jobId}`;
	const note = { type: 'note', id: randomUUID(), jobId, expect: row!.version, text: markup };
	expect(await openDoor(db, () => {}).perform(note, sender)).toMatchObject({ ok: true });

	const owner = await house.staff(browser, 'en', 'owner');
	const page = await owner.newPage();
	const root = `/w/${house.slug}`;
	const near = { inches: 98, metres: 2 };
	const blocked: string[] = [];
	page.on('console', (message) => {
		if (message.text().includes('Content Security Policy')) blocked.push(message.text());
	});
	for (const path of [
		...[`${root}/board`, `${root}/board?job=${jobId}`, `${root}/settings/people`, `${root}/settings/audit`],
		// So near that no part of a card is left out.
		...[await house.screen('wall', near), await house.screen('lounge', near), await house.link(jobId)]
	]) {
		await page.goto(path);
		// Where the words stand, they stand as they were typed.
		await expect(page.locator('body'), path).toContainText('</script></title>');
		expect(await page.evaluate('window.ran'), path).toBeUndefined();
		expect(await page.locator('img[src=x], svg[onload]').count(), path).toBe(0);
	}
	expect(blocked).toEqual([]);
	await owner.close();
});
