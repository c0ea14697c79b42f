import { commandId } from '../observability/watched-door.server.ts';
import { under } from '../runtime/log-context.ts';
import type { LiveSocket } from './live-socket.ts';

/** Whatever is logged while a message is worked on carries the socket's id, and the command's where it is one. [OBS4] */
export const underItsIds = (socket: LiveSocket): void =>
	void socket.use(([, first], next) => under({ socket: socket.id, command: commandId(first) }, next));
