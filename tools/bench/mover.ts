import { uuidv7 } from 'uuidv7';
import type { CommandReply } from '#lib/commands/reply.ts';
import { clock } from './clock.ts';
import type { Wire } from './wire.ts';

/** A card as a mover knows it. */
export interface Card {
	id: string;
	version: number;
	stageId: string;
	plate: string;
}

/** What a move came to. */
export interface Moved {
	/** The revision that it made. */
	mark: number;
	/** When it was acknowledged, by `clock`. */
	at: number;
	/** Of which card, and where to. */
	plate: string;
	stageId: string;
}

/**
 * A foreman who moves cards of his own to and fro between two stages. No card is moved again before its last move was
 * acknowledged: nobody drags a card that is in the air.
 *
 * @param wires used in turn
 * @param stages two
 */
export function moverOf(wires: readonly Wire[], cards: readonly Card[], stages: readonly { id: string }[]) {
	const own = cards.map((card) => ({ ...card }));
	const busy = own.map(() => Promise.resolve() as Promise<unknown>);
	let moves = 0;
	return async function move(): Promise<Moved> {
		const wire = wires[moves % wires.length]!;
		const index = moves++ % own.length;
		const moving = busy[index]!.then(async () => {
			const card = own[index]!;
			const stageId = stages.find(({ id }) => id !== card.stageId)!.id;
			const command = {
				...{ type: 'move', id: uuidv7(), jobId: card.id, expect: card.version },
				...{ stageId, after: null, before: null }
			};
			const { text } = await wire.ask('command', command);
			const at = clock();
			const [reply] = JSON.parse(text.toString()) as [CommandReply];
			if (!reply.ok) throw new Error(`a move was refused: ${reply.refusal.code}`);
			Object.assign(card, { version: reply.version, stageId });
			return { mark: reply.revision, at, plate: card.plate, stageId };
		});
		busy[index] = moving;
		return moving;
	};
}
