import { setAriaStrings, setKeyboardDragTrigger } from 'svelte-dnd-action';
import { m } from '#lib/paraglide/messages.js';

/** What a screen reader says while a card is moved. Browser only. Enter stays free to open the card. */
export function speakWhileDragging(): void {
	setKeyboardDragTrigger('space');
	setAriaStrings({
		dragStarted: ({ itemLabel, zoneLabel }) => m.board_drag_started({ card: itemLabel, column: zoneLabel }),
		movedToPosition: ({ itemLabel, zoneLabel, position, count }) =>
			m.board_drag_position({ card: itemLabel, column: zoneLabel, position, count }),
		movedToZoneStart: ({ itemLabel, zoneLabel }) =>
			m.board_drag_start_of({ card: itemLabel, column: zoneLabel }),
		movedToZoneEnd: ({ itemLabel, zoneLabel }) => m.board_drag_end_of({ card: itemLabel, column: zoneLabel }),
		dropped: ({ itemLabel, zoneLabel, position, count }) =>
			m.board_drag_dropped({ card: itemLabel, column: zoneLabel, position, count }),
		zoneActiveInstruction: m.board_drag_instruction(),
		zoneDragDisabledInstruction: m.board_drag_disabled()
	});
}
