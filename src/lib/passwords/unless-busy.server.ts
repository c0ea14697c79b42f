import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import { networkOf } from '../runtime/address.ts';
import { PasswordWorkBusy, type Visitor, withRoom } from './room.server.ts';

/** Seconds after which to try again: what waits now is done by then. */
const RETRY_AFTER = 2;

/**
 * Runs a form action that hashes or judges passwords.
 *
 * @param refusal what the form is answered with 503 when there is no room. [SIGN10]
 */
export async function unlessBusy<T, Refusal>(
	event: RequestEvent,
	refusal: () => Refusal,
	work: () => Promise<T>,
	visitor = visitorOf(event)
): Promise<T | ActionFailure<Refusal>> {
	try {
		return await withRoom(visitor, work);
	} catch (error) {
		if (!(error instanceof PasswordWorkBusy)) throw error;
		event.setHeaders({ 'retry-after': String(RETRY_AFTER) });
		return fail(503, refusal());
	}
}

function visitorOf(event: RequestEvent): Visitor {
	const { account, station } = event.locals;
	const id = account?.userId ?? station?.id;
	return id === undefined
		? { kind: 'stranger', id: networkOf(event.getClientAddress()) }
		: { kind: 'known', id };
}
