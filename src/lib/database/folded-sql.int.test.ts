import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { compact, traditionalOnPlates } from '../model/plate.ts';
import { foldSigns, lookAlikes } from '../model/fold.ts';
import { compactPlateSql, foldedSql } from './folded-sql.ts';

const database = freshDatabase();

const signs = fc.constantFrom(
	...'abzABZ019 .-·豫沪',
	...['\u200b', '\u00ad', '\u202e', '\ufe0f', '\ufeff', 'Ａ', '９', '・', '–'],
	...lookAlikes,
	...lookAlikes.toLowerCase(),
	...traditionalOnPlates
);
const texts = fc.array(fc.array(signs, { maxLength: 12 }), { minLength: 500, maxLength: 500 });

test('[TEXT2] PostgreSQL folds a column as the rules fold a text', async () => {
	const [sample] = fc.sample(texts, 1);
	const typed = sample!.map((each) => each.join('').trim());
	const column = sql`typed.text`;
	const rows = await database.db.execute<{ text: string; folded: string; compacted: string }>(sql`
		select text, ${foldedSql(column)} as folded, ${compactPlateSql(column)} as compacted
		from jsonb_array_elements_text(${JSON.stringify(typed)}::jsonb) as typed (text)`);
	const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();
	for (const { text, folded, compacted } of rows) {
		expect([text, spaced(folded)]).toEqual([text, foldSigns(text)]);
		expect([text, compacted]).toEqual([text, compact(text)]);
	}
});
