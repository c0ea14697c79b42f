import type postgres from 'postgres';

export interface Table {
	name: string;
	/** In the database's order, without those that it computes. */
	columns: string[];
	/** Columns that count by themselves. */
	counted: string[];
}

export interface ForeignKey {
	name: string;
	table: string;
	/** As `alter table ... add constraint` takes it. */
	definition: string;
}

type Session = postgres.Sql | postgres.TransactionSql;

/** The tables there are, of those named: the database is asked, so that none is forgotten. [BAK1] */
export async function readTables(sql: Session, names: readonly string[]): Promise<Table[]> {
	const rows = await sql<{ name: string; columns: string[]; counted: string[] }[]>`
		select c.relname as name,
			array_agg(a.attname::text order by a.attnum) as columns,
			coalesce(array_agg(a.attname::text) filter (
				where pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null), '{}') as counted
		from pg_class c
		join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname in ${sql(names)}
		group by c.relname order by c.relname`;
	return [...rows];
}

export async function readForeignKeys(sql: Session, names: readonly string[]): Promise<ForeignKey[]> {
	const rows = await sql<ForeignKey[]>`
		select k.conname as name, c.relname as table, pg_get_constraintdef(k.oid) as definition
		from pg_constraint k join pg_class c on c.oid = k.conrelid
		where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.relname in ${sql(names)}`;
	return [...rows];
}
