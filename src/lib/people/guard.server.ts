import { refuse, type Result } from '../model/refusal.ts';
import type { Visitor } from '../passwords/room.server.ts';
import { networkOf } from '../runtime/address.ts';
import type { OwnCookie } from '../runtime/cookies.ts';
import type { Limit, LimitRule, OpenLimit } from '../database/limit.server.ts';
import { knownDevice, rememberDevice } from './device.ts';
import { normalUsername } from './username.ts';
import { DAY, MINUTE } from '../model/moments.ts';

/** Whose password somebody says they know, and from where. */
export interface Attempt {
	username: string;
	/** The client's. */
	address: string;
	/** The value of the device cookie. */
	device: string | undefined;
}

/** `tooManyTries`: it was not even looked at. */
export type Tried<T> = Result<{ value: T }, 'passwordWrong' | 'tooManyTries'>;

/**
 * Limits guessing passwords without keeping out who knows theirs. [SIGN1] [SIGN3] Wrong ones count
 *
 * - from a device where the account signed in before: for the account at that device alone;
 * - from any other: for the account from that network, for the account from all those devices together, and
 *   for the network as a whole, which may be a whole workshop behind one address.
 *
 * Right ones count for the account and for the network: each costs a hash and a session. [SIGN9]
 *
 * A name that nobody has is counted like any other, so that the limits do not tell which ones there are.
 */
export interface Guard {
	/** @param check null when the password is wrong; not even asked while the limit is reached */
	tryPassword<T>(attempt: Attempt, check: () => Promise<T | null>): Promise<Tried<T>>;
	/** For whom a try takes room: the device, if the account signed in there before, else the network. */
	visitor(attempt: Attempt): Visitor;
	/** The device cookie once somebody has signed in. */
	remember(attempt: Attempt): OwnCookie;
}

const QUARTER = (15 * MINUTE) / 1000;

/** Wrong passwords, or right ones, and the seconds from the first of them. */
export const passwordLimits = {
	atDevice: { tries: 10, seconds: QUARTER },
	atDeviceDaily: { tries: 50, seconds: DAY / 1000 },
	fromNetwork: { tries: 5, seconds: QUARTER },
	fromStrangers: { tries: 50, seconds: DAY / 1000 },
	ofNetwork: { tries: 100, seconds: QUARTER },
	rightOfAccount: { tries: 100, seconds: QUARTER },
	rightOfNetwork: { tries: 300, seconds: QUARTER }
} satisfies Record<string, LimitRule>;

/** @param secret signs the device cookies */
export function openGuard(limit: OpenLimit, secret: string, rules = passwordLimits): Guard {
	const open = (name: keyof typeof passwordLimits) => limit(`password.${name}`, rules[name]);
	const atDevice = open('atDevice');
	const atDeviceDaily = open('atDeviceDaily');
	const fromNetwork = open('fromNetwork');
	const fromStrangers = open('fromStrangers');
	const ofNetwork = open('ofNetwork');
	const rightOfAccount = open('rightOfAccount');
	const rightOfNetwork = open('rightOfNetwork');

	/** What an attempt counts for, and which of it a right password clears. */
	function countsOf({ username, address, device: cookie }: Attempt): Count[] {
		const account = normalUsername(username);
		const device = knownDevice(secret, cookie, account);
		const network = networkOf(address);
		const right: Count[] = [
			{ limit: rightOfNetwork, whose: [network], whenRight: 'kept' },
			{ limit: rightOfAccount, whose: [account], whenRight: 'kept' }
		];
		if (device !== null) {
			const whose = [account, device];
			return [
				{ limit: atDevice, whose, whenRight: 'cleared' },
				{ limit: atDeviceDaily, whose, whenRight: 'cleared' },
				...right
			];
		}
		return [
			// First: a network that is limited leaves no counts of names that it makes up.
			{ limit: ofNetwork, whose: [network], whenRight: 'givenBack' },
			{ limit: fromNetwork, whose: [account, network], whenRight: 'cleared' },
			{ limit: fromStrangers, whose: [account], whenRight: 'givenBack' },
			...right
		];
	}

	/** What the try that was just made takes no more of. */
	const settle = (taken: Count[], isRight: boolean) =>
		Promise.all(
			taken.map(({ limit, whose, whenRight }) => {
				if (isRight && whenRight === 'cleared') return limit.clear(...whose);
				if (isRight === (whenRight === 'kept')) return undefined;
				return limit.giveBack(...whose);
			})
		);

	return {
		async tryPassword(attempt, check) {
			const taken: Count[] = [];
			const giveBack = () => Promise.all(taken.map(({ limit, whose }) => limit.giveBack(...whose)));
			for (const count of countsOf(attempt)) {
				const wait = await count.limit.take(...count.whose);
				if (wait > 0) {
					// Not made, so it does not count elsewhere: who is limited in one place uses up no other.
					await giveBack();
					return refuse('tooManyTries', { wait });
				}
				taken.push(count);
			}
			let value;
			try {
				value = await check();
			} catch (error) {
				await giveBack();
				throw error;
			}
			await settle(taken, value !== null);
			return value === null ? refuse('passwordWrong') : { ok: true, value };
		},
		visitor({ username, address, device: cookie }) {
			const device = knownDevice(secret, cookie, username);
			return device === null ? { kind: 'stranger', id: networkOf(address) } : { kind: 'known', id: device };
		},
		remember: ({ device, username }) => rememberDevice(secret, device, username)
	};
}

interface Count {
	limit: Limit;
	whose: string[];
	/** Which of the two it counts: `kept` right ones, the others wrong ones. */
	whenRight: 'cleared' | 'givenBack' | 'kept';
}
