import type { WallRow } from './wall-row.ts';

let made = 0;

/** A row of a car that is on time, with an id of its own. */
export const wallRow = (given: Partial<WallRow> = {}): WallRow => ({
	...{ id: `j${String(++made).padStart(4, '0')}`, plate: '豫A\u20099X770', ticket: 'A27' },
	...{ model: '天籁', colour: '珠光白' },
	...{ stageId: 'repair', stage: '机修', stageForms: ['机修'], progress: 0.5 },
	...{ stopped: false, stoppage: '', age: '' },
	...{ technician: '李磊', assigned: true, bay: '6号', promise: 1, timed: true, day: '', time: '15:45' },
	outlook: { state: 'onTime', overdue: false, ready: false, minutes: 18, readyBy: 0 },
	words: { tone: 'fine', sign: '✓', word: '准时', minutes: '−18′' },
	...given
});

export const wallRowLate = (given: Partial<WallRow> = {}): WallRow =>
	wallRow({
		outlook: { state: 'late', overdue: true, ready: false, minutes: 25, readyBy: 0 },
		words: { tone: 'late', sign: '▲', word: '超时', minutes: '+25′' },
		...given
	});
