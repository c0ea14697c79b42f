import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import { type Visitor, withRoom } from '../passwords/room.server.ts';
import { networkOf } from '../runtime/address.ts';
import { orRefused, refuseForm } from './refuse-form.server.ts';

/**
 * Runs a form action that hashes or judges passwords.
 *
 * @param answer what the form is answered with 503 when there is no room. [SIGN10]
 */
export const unlessBusy = <Done, Answer>(
	event: RequestEvent,
	answer: (sentence: string) => Answer,
	work: () => Promise<Done>,
	visitor = visitorOf(event)
): Promise<Done | ActionFailure<Answer>> =>
	orRefused(
		() => withRoom(visitor, work),
		(refusal) => (refusal.code === 'serverBusy' ? refuseForm(refusal, answer, event) : null)
	);

function visitorOf(event: RequestEvent): Visitor {
	const { account, station } = event.locals;
	const id = account?.userId ?? station?.id;
	return id === undefined
		? { kind: 'stranger', id: networkOf(event.getClientAddress()) }
		: { kind: 'known', id };
}
