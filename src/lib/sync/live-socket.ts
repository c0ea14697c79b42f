import type { Server, Socket } from 'socket.io';
import type { Viewer } from '../access/identify.server.ts';
import type { ScreenToServer, ServerToScreen } from './protocol.ts';

type Nothing = Record<never, never>;

export type LiveServer = Server<ScreenToServer, ServerToScreen, Nothing, { viewer: Viewer }>;
/** One screen's connection, let in: it says who looks through it. */
export type LiveSocket = Socket<ScreenToServer, ServerToScreen, Nothing, { viewer: Viewer }>;

export interface LiveLog {
	debug(fields: object, message: string): void;
	info(fields: object, message: string): void;
	warn(fields: object, message: string): void;
}
