import type postgres from 'postgres';

/** What changes by looking alone. */
const restless = ['limits', 'sessions'];

/** A fingerprint of all rows: two that are equal prove that nothing was written between. */
export async function digest(sql: postgres.Sql): Promise<string> {
	const tables = await tablesOf(sql);
	const parts: string[] = [];
	for (const { table } of tables.filter(({ table }) => !restless.includes(table))) {
		parts.push(`${table} ${await fingerprint(sql, sql`select t::text as row from ${sql(table)} t`)}`);
	}
	return parts.join('\n');
}

/** The same of the rows of one workshop, and of its people's accounts and sessions. */
export async function digestOf(sql: postgres.Sql, workshopId: string): Promise<string> {
	const users = sql`select user_id from people where workshop_id = ${workshopId}`;
	const persons = sql`select id from people where workshop_id = ${workshopId}`;
	const rows = [
		sql`select t::text as row from workshops t where id = ${workshopId}`,
		sql`select t::text as row from users t where id in (${users})`,
		sql`select t::text as row from accounts t where user_id in (${users})`,
		sql`select t::text as row from sessions t where user_id in (${users})`,
		sql`select t::text as row from pins t where person_id in (${persons})`
	];
	for (const { table } of (await tablesOf(sql)).filter(({ owned }) => owned)) {
		rows.push(sql`select t::text as row from ${sql(table)} t where workshop_id = ${workshopId}`);
	}
	const parts: string[] = [];
	for (const each of rows) parts.push(await fingerprint(sql, each));
	return parts.join('\n');
}

async function fingerprint(sql: postgres.Sql, rows: postgres.PendingQuery<postgres.Row[]>): Promise<string> {
	const [found] = await sql<{ hash: string }[]>`
		select md5(coalesce(string_agg(row, '|' order by row), '')) as hash from (${rows}) as rows`;
	return found!.hash;
}

async function tablesOf(sql: postgres.Sql): Promise<{ table: string; owned: boolean }[]> {
	return sql<{ table: string; owned: boolean }[]>`
		select t.table_name as table, exists (
			select from information_schema.columns c
			where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'workshop_id'
		) as owned
		from information_schema.tables t
		where t.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1`;
}
