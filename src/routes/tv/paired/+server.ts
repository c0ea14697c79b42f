import { json } from '@sveltejs/kit';
import { deviceToken } from '#lib/screens/device.server.ts';
import { waiting } from '#lib/screens/pairing.server.ts';
import { app } from '#lib/app/app.ts';
import type { RequestHandler } from './$types.js';

/** Whether the device that asks still waits; when not, `/tv` tells it what it is now. */
export const GET: RequestHandler = async (event) => {
	const token = deviceToken(event);
	const open = token === undefined ? null : await waiting(app().db, token, Date.now());
	return json({ waiting: open !== null });
};
