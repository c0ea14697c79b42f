import type { Server } from 'node:http';

// Three programs meet here: the entry (server.ts or Vite) that listens, the built app that the entry
// imports, and in development the app as Vite loads it anew after each edit. They share no modules,
// so what one hands to the other lies on globalThis.
const key = Symbol.for('kanche.http');
const shared = globalThis as { [key]?: Server };

/** The entry calls this before it loads the app. */
export function handOverHttpServer(server: unknown): void {
	shared[key] = server as Server;
}

/** The server that live screens attach to; undefined where none listens (build, scripts, tests). */
export function httpServer(): Server | undefined {
	return shared[key];
}
