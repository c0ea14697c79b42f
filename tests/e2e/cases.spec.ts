import { expect, type Page } from '@playwright/test';
import { addPerson } from '../../src/lib/people/people.server.ts';
import { faults } from './axe.ts';
import { foreman, test } from './house.ts';
import { signIn } from '../../scripts/live/sign-in.ts';

const row = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });
const act = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
/** The button of the small form that is open. */
const submit = (page: Page, name: string) =>
	page.getByRole('dialog').locator('form').getByRole('button', { name, exact: true });

test('[CASE1-CASE5] [CASE8-CASE10] a complaint about a car goes its whole way, and a second screen follows it live', async ({
	browser,
	house
}) => {
	await house.receive('豫A9X770', { customer: { name: '赵一', phone: '13800000001' } });
	const [here, there] = [await house.staff(browser, 'zh-CN'), await house.staff(browser, 'en', 'owner')];
	const [page, other] = [await here.newPage(), await there.newPage()];
	await other.goto(`/w/${house.slug}/cases`);
	await expect(other.getByText('No open complaints or suggestions')).toBeVisible();
	expect(await faults(other)).toEqual([]);

	await page.goto(`/w/${house.slug}/cases`);
	await page.getByRole('button', { name: '登记投诉或建议' }).click();
	await submit(page, '登记').click();
	await expect(
		page.getByText('请填写内容').or(page.getByRole('dialog').getByText('▲').first())
	).toBeVisible();
	await page.getByLabel('客户原话').fill('空调还是不凉');
	await page.getByLabel('相关工单').fill('9X770');
	await page.getByRole('dialog').getByRole('button', { name: /9X770/ }).click();
	await expect(page.getByLabel('客户姓名')).toHaveValue('赵一');
	await page.getByRole('dialog').getByText('紧急', { exact: true }).click();
	expect(await faults(page)).toEqual([]);
	await submit(page, '登记').click();

	// It opens at who answers for it.
	await expect(row(other, '空调还是不凉')).toContainText('赵一 · 13800000001 · 豫A 9X770');
	await expect(row(other, '空调还是不凉')).toContainText('Urgent');
	await page.getByLabel('负责人').selectOption({ label: '郑国强（我）' });
	await page.getByRole('dialog').getByRole('button', { name: '+2 小时' }).click();
	await submit(page, '指派').click();
	await expect(row(other, '空调还是不凉')).toContainText('郑国强');
	await expect(row(other, '空调还是不凉')).toContainText(/Due (in \d:\d\d|(tomorrow )?\d\d:\d\d)/);

	await act(page, '答复').click();
	await page.getByLabel('给客户的答复').fill('明天免费复检');
	expect(await faults(page)).toEqual([]);
	await submit(page, '保存答复').click();
	await expect(row(other, '空调还是不凉')).toContainText('Answered');
	await act(page, '结案').click();
	await page.getByLabel('客户怎么说').fill('接受');
	await submit(page, '结案').click();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expect(row(other, '空调还是不凉')).toHaveCount(0);

	await other.getByRole('button', { name: 'Closed lately' }).click();
	await expect(row(other, '空调还是不凉')).toContainText('接受');
	expect(await faults(other)).toEqual([]);
	await row(other, '空调还是不凉').getByRole('button').click();
	await other.getByLabel('Why it is reopened').fill('It blows warm again');
	await submit(other, 'Reopen').click();
	await expect(other.getByRole('dialog')).toContainText('明天免费复检');
	await expect(row(page, '空调还是不凉')).toContainText('重开 1 次');
	await here.close();
	await there.close();
});

test('[KEEP2] [CMD5] answering a case that another person answered meanwhile is refused with their name, and what was typed stays', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A5N02C');
	const [here, there] = [await house.staff(browser, 'en'), await house.staff(browser, 'en', 'owner')];
	const [page, other] = [await here.newPage(), await there.newPage()];
	await page.goto(`/w/${house.slug}/board?job=${jobId}`);
	await page.getByRole('link', { name: 'Open a case' }).click();
	await page.waitForURL(/cases\?new/);
	await expect(page.getByRole('dialog')).toContainText('5N02C');
	// The address leads here by itself, too.
	await page.reload();
	await expect(page.getByRole('dialog')).toContainText('5N02C');
	await page.getByLabel('The customer’s words').fill('Waited for two hours');
	await submit(page, 'Open case').click();
	await other.goto(`/w/${house.slug}/cases`);
	await row(other, 'Waited for two hours').getByRole('button').click();
	for (const [each, answer] of [
		[page, 'We are sorry'],
		[other, 'A voucher']
	] as const) {
		await act(each, 'Answer').click();
		await each.getByLabel('Answer to the customer').fill(answer);
	}
	await submit(page, 'Save answer').click();
	await expect(row(other, 'Waited for two hours')).toContainText('Answered');
	await submit(other, 'Save answer').click();
	await expect(other.getByRole('dialog').getByRole('alert').filter({ hasText: '郑国强' })).toBeVisible();
	await expect(other.getByLabel('Answer to the customer')).toHaveValue('A voucher');
	await here.close();
	await there.close();
});

test('[FEED11] a technician gets no page of cases, and no way to it', async ({ browser, house }) => {
	const account = { username: 'technician', password: foreman.password };
	const draft = { name: '孙工', roles: ['technician' as const], account };
	await addPerson(house.database.db, house.workshop.id, draft, Date.now());
	const context = await browser.newContext({ baseURL: house.server.url, locale: 'en' });
	const cookies = await signIn(house.server.url, account.username, account.password);
	await context.addCookies(
		cookies.split('; ').map((cookie) => {
			const [name, value] = cookie.split('=', 2) as [string, string];
			return { name, value, url: house.server.url };
		})
	);
	const page = await context.newPage();
	expect((await page.goto(`/w/${house.slug}/cases`))!.status()).toBe(403);
	await page.goto(`/w/${house.slug}/board`);
	await page.locator('summary').first().click();
	await expect(page.getByRole('link', { name: 'Board' }).first()).toBeVisible();
	await expect(page.getByRole('link', { name: 'Cases' })).toHaveCount(0);
	await context.close();
});
