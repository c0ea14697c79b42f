import { type Column, sql, type SQL } from 'drizzle-orm';
import { plateSeparators, traditionalOnPlates } from '../model/plate.ts';
import { invisibleSigns, latin, lookAlikes } from '../model/fold.ts';

/** Literals, not parameters: an index is used for the very same expression only. */
const literal = (text: string): SQL => sql.raw(`'${text}'`);
const from = lookAlikes + lookAlikes.toLowerCase();

/** `foldSigns` of a column; capitals of other letters than these and ASCII need a database whose locale has them. */
export const foldedSql = (column: Column | SQL): SQL<string> =>
	sql`upper(translate(regexp_replace(normalize(${column}, NFKC), ${literal(`[${invisibleSigns}]`)}, '', 'g'), ${literal(from)}, ${literal(latin + latin)}))`;

const [traditional, simplified] = [0, 1].map((half) =>
	[...traditionalOnPlates].filter((_, at) => at % 2 === half).join('')
) as [string, string];

/** `compact` of a column that holds a plate. */
export const compactPlateSql = (column: Column | SQL): SQL<string> =>
	sql`regexp_replace(translate(${foldedSql(column)}, ${literal(traditional)}, ${literal(simplified)}), ${literal(`[${plateSeparators}]`)}, '', 'g')`;
