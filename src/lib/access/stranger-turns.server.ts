import type { RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { Turns } from '../server/turns.ts';

/*
 * Pages take the main thread for milliseconds each. Of the requests of strangers only so many are under way at once, so
 * that hundreds of them do not stand before a request of somebody known. Forms have turns of their own: those that wait
 * for a hash do not hold pages up. [FUZZ2]
 */

const pages = new Turns(4, 400);
const forms = new Turns(16, 400);

/** Asked by load balancers, and cheap. */
const atOnce: (string | null)[] = ['/healthz', '/readyz', '/metrics'];

/** Answers a request that was let in. */
export async function inTurn(event: RequestEvent, answer: () => Promise<Response>): Promise<Response> {
	const { locals, route, request } = event;
	if (locals.account || locals.station || atOnce.includes(route.id)) return answer();
	const turns = request.method === 'POST' ? forms : pages;
	return (await turns.take(answer)) ?? busy();
}

const busy = () => new Response(m.common_busy(), { status: 503, headers: { 'retry-after': '2' } });
