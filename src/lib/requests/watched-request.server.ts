import { isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import { app } from '../app/app.ts';
import { newRequestId, requestIdHeader } from '../runtime/request-id.ts';
import { under } from '../runtime/log-context.ts';

/** The entry gave the request a name; in development there is none. */
export const requestName = ({ request }: RequestEvent): string =>
	request.headers.get(requestIdHeader) ?? newRequestId();

/** Answers a request, timed by its route and logged under its name. [OBS2] [OBS4] */
export function watchedRequest(event: RequestEvent, answer: () => Promise<Response>): Promise<Response> {
	const { route, request, locals } = event;
	const begin = performance.now();
	const served = (status: number) =>
		app().metrics.served(route.id, request.method, status, performance.now() - begin);
	return under({ request: locals.requestId }, async () => {
		try {
			const response = await answer();
			served(response.status);
			return response;
		} catch (error) {
			served(isHttpError(error) || isRedirect(error) ? error.status : 500);
			throw error;
		}
	});
}
