import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { routeAccess } from '../src/lib/access/table.ts';

const folder = fileURLToPath(new URL('../src/routes', import.meta.url));
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'fallback'];

/** All that can be asked of the app over HTTP, as the access table names it, read from the routes' sources. */
export function askable(): string[] {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true });
	const found = files.flatMap((file) => {
		const id = `/${relative(folder, file.parentPath)}`;
		if (file.name === '+page.svelte') return [`GET ${id}`];
		if (!/^\+(page\.server|page|server)\.ts$/.test(file.name)) return [];
		const names = exported(join(file.parentPath, file.name));
		const asked = [...names.keys()].filter((name) => methods.includes(name)).map((name) => `${name} ${id}`);
		const actions = (names.get('actions') ?? []).map((name) =>
			name === 'default' ? `POST ${id}` : `POST ${id}?/${name}`
		);
		const page = file.name === '+server.ts' ? [] : [`GET ${id}`];
		return [...page, ...asked, ...actions];
	});
	return [...new Set(found)].sort();
}

/** The constants and functions that a module exports; of objects also the keys. */
function exported(path: string): Map<string, string[]> {
	const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
	const names = new Map<string, string[]>();
	for (const statement of source.statements) {
		if (!ts.canHaveModifiers(statement)) continue;
		if (!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
		if (ts.isFunctionDeclaration(statement) && statement.name) names.set(statement.name.text, []);
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			if (ts.isIdentifier(name)) names.set(name.text, keysOf(initializer));
		}
	}
	return names;
}

function keysOf(node: ts.Expression | undefined): string[] {
	if (!node || !ts.isObjectLiteralExpression(node)) return [];
	return node.properties.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
}

/** What has no row, and rows of what there is not. Both are empty, or the build fails. [ACC2] */
export function wrongRows(): { missing: string[]; dead: string[] } {
	const there = askable();
	const rows = Object.keys(routeAccess);
	return {
		missing: there.filter((key) => !rows.includes(key)),
		dead: rows.filter((key) => !there.includes(key))
	};
}

/** Ends a build whose access table does not fit its routes. */
export const accessRows = () => ({
	name: 'access-rows',
	apply: 'build' as const,
	buildStart() {
		const { missing, dead } = wrongRows();
		if (missing.length > 0) throw new Error(`No row in src/lib/access/table.ts for: ${missing.join(', ')}`);
		if (dead.length > 0) throw new Error(`Rows of nothing in src/lib/access/table.ts: ${dead.join(', ')}`);
	}
});
