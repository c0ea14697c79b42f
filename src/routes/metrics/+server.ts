import { app } from '#lib/app/app.ts';

/** What this process counts of itself, for Prometheus. [OBS1] [OBS2] */
export async function GET() {
	const { registry } = app().metrics;
	return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
}
