import { boolean, index, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';

/*
 * Accounts and their sessions, as better-auth reads and writes them: its property names, and Dates
 * instead of our epoch milliseconds. An account says who signs in; what that somebody is in which
 * workshop stands in `people`.
 */

const moment = () => timestamp({ withTimezone: true, precision: 3 });

export const users = pgTable('users', {
	id: text().primaryKey(),
	/** Lower case; what people type when they sign in. */
	username: text().unique(),
	displayUsername: text(),
	name: text().notNull(),
	/** Required by better-auth, never written to: username@staff.invalid. */
	email: text().notNull().unique(),
	emailVerified: boolean().notNull().default(false),
	image: text(),
	createdAt: moment().notNull(),
	updatedAt: moment().notNull()
});

const userId = () =>
	text()
		.notNull()
		.references(() => users.id, { onDelete: 'cascade' });

export const sessions = pgTable(
	'sessions',
	{
		id: text().primaryKey(),
		token: text().notNull().unique(),
		userId: userId(),
		expiresAt: moment().notNull(),
		ipAddress: text(),
		userAgent: text(),
		createdAt: moment().notNull(),
		updatedAt: moment().notNull()
	},
	(table) => [index().on(table.userId)]
);

/** How an account proves itself. Here always `credential`: a password, hashed with scrypt. */
export const accounts = pgTable(
	'accounts',
	{
		id: text().primaryKey(),
		accountId: text().notNull(),
		providerId: text().notNull(),
		userId: userId(),
		password: text(),
		accessToken: text(),
		refreshToken: text(),
		idToken: text(),
		accessTokenExpiresAt: moment(),
		refreshTokenExpiresAt: moment(),
		scope: text(),
		createdAt: moment().notNull(),
		updatedAt: moment().notNull()
	},
	(table) => [uniqueIndex('accounts_provider_user').on(table.userId, table.providerId)]
);

export const verifications = pgTable(
	'verifications',
	{
		id: text().primaryKey(),
		identifier: text().notNull(),
		value: text().notNull(),
		expiresAt: moment().notNull(),
		createdAt: moment().notNull(),
		updatedAt: moment().notNull()
	},
	(table) => [index().on(table.identifier)]
);
