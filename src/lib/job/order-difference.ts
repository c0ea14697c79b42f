import type { Context } from './context.ts';
import type { Job, Order } from './job.ts';

type Fields = Record<string, unknown>;
const fieldsOf = (order: Order): Fields => ({ ...order });

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isEmpty = (value: unknown): boolean => value === '' || value === null;

const same = (a: unknown, b: unknown): boolean =>
	isFields(a) && isFields(b) ? Object.keys(a).every((key) => same(a[key], b[key])) : a === b;

/** The fields of `order` that differ from `have`. */
export function difference(have: Order, order: Partial<Order>): Partial<Order> {
	const differs = ([key, value]: [string, unknown]) =>
		value !== undefined && !same(value, have[key as keyof Order]);
	return Object.fromEntries(Object.entries(order).filter(differs));
}

/** Whether a reading says what the one before said. */
export const isSameReading = (before: Order | null, reading: Order | null): boolean =>
	before === reading ||
	(before !== null && reading !== null && Object.keys(difference(before, reading)).length === 0);

/** The fields to take from a reading, vehicle and customer looked at field by field. [IMP3] */
export function changedAtSource(job: Job, reading: Order): Partial<Order> {
	const take = (have: Fields, read: Fields, before: Fields | undefined): Fields => {
		const taken: Fields = {};
		for (const [key, value] of Object.entries(read)) {
			const mine = have[key];
			if (isFields(value) && isFields(mine)) {
				const inner = take(mine, value, before?.[key] as Fields | undefined);
				if (Object.keys(inner).length > 0) taken[key] = { ...mine, ...inner };
			} else if (value !== mine && (before ? before[key] === mine : isEmpty(mine))) {
				taken[key] = value;
			}
		}
		return taken;
	};
	return take(fieldsOf(job), fieldsOf(reading), job.source ? fieldsOf(job.source) : undefined);
}

export const isKnownAdvisor = (advisorId: string | null, { people }: Context): boolean =>
	advisorId === null || people.some((person) => person.id === advisorId && person.active);
