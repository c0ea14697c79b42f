import type { RequestEvent } from '@sveltejs/kit';
import { PacedQueue } from '../runtime/paced-queue.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { isUrgentUnderWay, urgently } from '../runtime/urgent.ts';

/*
 * A page takes the main thread for milliseconds. Of the requests of strangers only so many are under way at once, so that
 * hundreds of them do not stand before a request of somebody known. Forms have a queue of their own: those that wait for
 * a hash do not hold pages up. [FUZZ2]
 */

const pages = new PacedQueue(4, 400, isUrgentUnderWay);
const forms = new PacedQueue(16, 400, isUrgentUnderWay);

/** Asked by load balancers, and cheap. */
const unpaced: (string | null)[] = ['/healthz', '/readyz', '/metrics'];

/** Answers a request that was let in. */
export async function paceStrangers(event: RequestEvent, answer: () => Promise<Response>): Promise<Response> {
	const { locals, route, request } = event;
	if (unpaced.includes(route.id)) return answer();
	if (locals.account || locals.station) return urgently(answer);
	const queue = request.method === 'POST' ? forms : pages;
	return (await queue.take(answer)) ?? busy();
}

const busy = () =>
	new Response(refusalWords({ code: 'serverBusy' }), { status: 503, headers: { 'retry-after': '2' } });
