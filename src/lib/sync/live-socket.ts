import type { Server, Socket } from 'socket.io';
import type { Viewer } from '../identity/identify.server.ts';
import type { ScreenToServer, ServerToScreen } from './protocol.ts';

type Nothing = Record<never, never>;

interface Data {
	viewer: Viewer;
	/** When the viewer is to be authorised again, by the process's own clock. */
	askAt: number;
}

export type LiveServer = Server<ScreenToServer, ServerToScreen, Nothing, Data>;
/** One screen's connection, let in: it says who looks through it. */
export type LiveSocket = Socket<ScreenToServer, ServerToScreen, Nothing, Data>;

export interface LiveLog {
	debug(fields: object, message: string): void;
	info(fields: object, message: string): void;
	warn(fields: object, message: string): void;
}
