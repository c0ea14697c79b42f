import { expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { explainError } from './explain-error.ts';
import { users } from './schema.ts';

const database = freshDatabase();

test('what the log says of a failed statement names none of its values', async () => {
	const at = { createdAt: new Date(), updatedAt: new Date() };
	const values = { id: '1', name: '豫A9X770', email: 'wang@staff.invalid', ...at };
	await database.db.insert(users).values(values);
	const error: unknown = await database.db
		.insert(users)
		.values(values)
		.catch((reason: unknown) => reason);
	expect(String((error as Error).message)).toContain('豫A9X770');
	const explained = explainError(error);
	expect(explained.message).toContain('users_pkey');
	expect(JSON.stringify(explained)).not.toContain('豫A9X770');
	expect(JSON.stringify(explained)).not.toContain('wang@staff');
});
