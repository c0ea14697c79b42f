import { orderKey } from '#lib/model/order-number.ts';
import { normalisePlate } from '#lib/model/plate.ts';
import type { WorkType } from '#lib/model/work-type.ts';
import type { Cause } from './problem.ts';
import { narrow, plainWord } from './text.ts';

/* What one cell says, or the cause for which it cannot be taken. Cells come here with something in them. */

/** 1.5E+10: Excel showed a long number in short, and its last digits are gone. */
const scientific = /^\d(?:[.,]\d+)?E\+\d+$/i;

/** Longest in characters, as the work order's own fields allow. */
export const limits = {
	orderNumber: 40,
	brand: 40,
	model: 60,
	colour: 30,
	name: 60,
	work: 300,
	note: 500,
	tag: 20
};

export const readName = (text: string, limit: number): string | Cause =>
	text.length > limit ? { code: 'tooLong', limit } : text;

/** Prose is cut rather than refused: a car must not stay off the board for a long remark. */
export const readProse = (text: string, limit: number): string =>
	text.length > limit ? `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;

export function readOrderNumber(cell: string): string | Cause {
	const text = orderKey(cell);
	return scientific.test(text) ? { code: 'scientific' } : readName(text, limits.orderNumber);
}

/** What stands for the plate of a car that has none yet: '' once it is read. */
const noPlateYet =
	/^(?:未上牌|待上牌|未挂牌|无牌|无牌照|无车牌|暂无牌照|没牌|新车|新车无牌|临牌|临时牌照|noplate|newcar|unregistered|tba)$/;

export const readPlate = (cell: string): string | Cause =>
	noPlateYet.test(plainWord(cell)) ? '' : (normalisePlate(cell) ?? { code: 'plateInvalid' });

/** A key's tag, as it is engraved. */
export const readTag = (cell: string): string | Cause =>
	scientific.test(narrow(cell)) ? { code: 'scientific' } : readName(narrow(cell), limits.tag);

export function readVin(cell: string): string | Cause {
	const vin = narrow(cell).toUpperCase().replace(/[ -]/g, '');
	if (scientific.test(vin)) return { code: 'scientific' };
	if (vin.length !== 17) return { code: 'vinLength', length: vin.length };
	return /^[A-HJ-NPR-Z0-9]{17}$/.test(vin) ? vin : { code: 'vinLetters' };
}

/** One or two numbers with what people put between; `*` where the dealer's system hides digits. */
const phone = /^[+(\d*][\d*+() ./;,、#x转轉ext-]*$/i;

export function readPhone(cell: string): string | Cause {
	// Spreadsheet libraries write a number that was a cell's value with a decimal.
	const text = narrow(cell).replace(/^(\d+)\.0+$/, '$1');
	if (scientific.test(text)) return { code: 'scientific' };
	const digits = text.replace(/[^\d*]/g, '').length;
	return phone.test(text) && digits >= 5 && digits <= 26 && text.length <= 30
		? text
		: { code: 'phoneInvalid' };
}

const hours = /^(\d{1,5}(?:[.,]\d{1,17})?)(小时|工时|h|hr|hrs|hour|hours|分钟|分|m|min|mins|minutes)?$/;
const clockHours = /^(\d{1,3}):(\d{2})(?::\d{2})?$/;

/** Standard hours, to the hundredth: 2.5, 2,5, 2.5h, 2小时, 90分钟, 2:30. */
export function readHours(cell: string): number | Cause {
	const text = plainWord(cell);
	const [, number = '', unit = ''] = hours.exec(text) ?? [];
	const [, whole, minutes] = clockHours.exec(text) ?? [];
	let value = Number.NaN;
	if (number !== '') value = Number(number.replace(',', '.')) / (/^(?:分|m)/.test(unit) ? 60 : 1);
	else if (minutes !== undefined && Number(minutes) < 60) value = Number(whole) + Number(minutes) / 60;
	return value <= 200 ? Math.round(value * 100) / 100 : { code: 'hoursInvalid' };
}

const yes =
	/^(?:是|y|yes|true|t|1|1\.0|√|✓|✔|☑|在店|在店等待|在店等候|店内等待|店内等候|等待|等候|等|现场等待|现场等候|在场|需要|waiting|waits)$/;
const no =
	/^(?:否|不|n|no|false|f|0|0\.0|×|✗|✘|x|☐|离店|不在店|不等待|不等候|不等|不在店等待|离开|不需要|left|notwaiting)$/;

export function readYesNo(cell: string): boolean | Cause {
	const word = plainWord(cell);
	if (yes.test(word)) return true;
	return no.test(word) ? false : { code: 'waitingInvalid' };
}

/** In this order: 保修索赔 is not 维修, and 事故维修 is an accident first. */
const kinds: [RegExp, WorkType][] = [
	[/召回|recall|campaign/, 'recall'],
	[/索赔|保修|三包|质保|保固|warrant|goodwill/, 'warranty'],
	[/事故|钣|喷漆|漆面|烤漆|保险|accident|collision|body|paint|insurance/, 'accident'],
	[/pdi|新车|交车前|predelivery|pre-delivery/, 'pdi'],
	[/年检|年审|验车|审车|检车|代检|inspection|roadworth|^mot$/, 'inspection'],
	[/保养|首保|定保|机油|maint|service|^pm$/, 'maintenance'],
	[/维修|修理|检修|小修|大修|机电|repair|mechanic|diagnos|fault/, 'repair']
];

/** The dealer's type as one of ours; what fits none of them is `other`. */
export function readWorkType(cell: string): WorkType {
	const word = plainWord(cell);
	return kinds.find(([pattern]) => pattern.test(word))?.[1] ?? 'other';
}
