import type { CommandRefusal } from '../model/refusal.ts';
import type { AnyModule, Decision, StreamTypes } from './command-module.ts';
import { type Expect, misfit } from './expect.ts';

interface Sent {
	type: string;
	expect?: Expect;
}

/** What is refused alike in all commands of a stream. */
interface Refusals<State> {
	unknown: CommandRefusal;
	exists: CommandRefusal;
	closed: CommandRefusal;
	isOpen(state: State): boolean;
}

/**
 * What a command makes happen, or why not: what holds for all commands of a stream first, then the command's own rules.
 * Pure.
 *
 * @param state null for an id that the workshop does not know
 */
export function decideBy<S extends StreamTypes>(
	module: AnyModule<S>,
	{ unknown, exists, closed, isOpen }: Refusals<S['State']>,
	state: S['State'] | null,
	command: Sent,
	context: S['Context']
): Decision<S['Event']> {
	const content = command as never;
	if (module.on === 'new') return state ? { refusal: exists } : module.make(content, context);
	if (!state) return { refusal: unknown };
	if (command.expect !== undefined) {
		const seen = misfit(state, module.touches(content), command.expect);
		if (seen) return { refusal: seen };
	}
	if (module.on === 'open' && !isOpen(state)) return { refusal: closed };
	const refusal = module.refuses?.(state, context);
	return refusal ? { refusal } : module.decide(state, content, context);
}
