import type postgres from 'postgres';

interface Node {
	'Node Type': string;
	'Relation Name'?: string;
	'Index Name'?: string;
	Plans?: Node[];
}

/** What a statement's plan reads, and how: `Index Scan jobs_pkey`. */
export async function readsOf(sql: postgres.Sql, query: string, values: unknown[]): Promise<string[]> {
	const [row] = await sql.unsafe<{ 'QUERY PLAN': { Plan: Node }[] }[]>(
		`explain (format json) ${query}`,
		values as never
	);
	return readsOfNode(row!['QUERY PLAN'][0]!.Plan);
}

function readsOfNode(node: Node): string[] {
	// A bitmap names its index in a node of its own.
	const read = node['Index Name'] ?? node['Relation Name'];
	const own = read ? [`${node['Node Type']} ${read}`] : [];
	return [...own, ...(node.Plans ?? []).flatMap(readsOfNode)];
}
