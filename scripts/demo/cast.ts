import type { Locale } from '#lib/languages/languages.ts';
import type { Order } from '#lib/job/job.ts';
import type { WorkType } from '#lib/model/work-type.ts';
import type { Chance } from './chance.ts';

/*
 * Everybody and everything in the demonstration, invented. Each row: zh-CN, zh-TW, en, which is also for a language without
 * names of its own.
 */

type Words = readonly [string, string, string];
const columns: Partial<Record<Locale, 0 | 1>> = { 'zh-CN': 0, 'zh-TW': 1 };
const columnOf = (locale: Locale) => columns[locale] ?? 2;

export const workshopWords = {
	name: ['一号车间', '一號廠', 'Workshop One'],
	pickupDesk: ['2 号服务台', '2 號服務台', 'desk 2'],
	wall: ['车间东墙', '廠區東牆', 'East wall'],
	lounge: ['休息区', '休息區', 'Lounge'],
	demo: ['自动演示', '自動示範', 'Autoplay'],
	foreman: ['郑国强', '鄭國強', 'Frank Harper'],
	advisorUser: ['何静', '何靜', 'Julia Bennett']
} satisfies Record<string, Words>;

const bayWords: readonly Words[] = [
	...Array.from({ length: 10 }, (_, index): Words => [
		`${index + 1}号`,
		`${index + 1}號`,
		`Bay ${index + 1}`
	]),
	['钣1', '鈑1', 'Body 1'],
	['钣2', '鈑2', 'Body 2'],
	['喷1', '噴1', 'Paint 1'],
	['喷2', '噴2', 'Paint 2']
];

const technicianWords: readonly Words[] = [
	['李磊', '李磊', 'Leo Carter'],
	['周涛', '周濤', 'Tom Shaw'],
	['孙杰', '孫傑', 'Jack Sutton'],
	['马超', '馬超', 'Max Chandler'],
	['郭洋', '郭洋', 'Owen Grant'],
	['林明', '林明', 'Miles Lynn'],
	['罗刚', '羅剛', 'Gavin Rowe'],
	['徐鹏', '徐鵬', 'Peter Shields'],
	['高翔', '高翔', 'Sean Gower'],
	['吴迪', '吳迪', 'Dean Woods']
];

const advisorWords: readonly Words[] = [
	['何静', '何靜', 'Julia Bennett'],
	['赵敏', '趙敏', 'Mina Church'],
	['林晓东', '林曉東', 'Eric Lindon']
];

const customerWords: readonly Words[] = [
	['胡勇', '胡勇', 'A. Hughes'],
	['何磊', '何磊', 'R. Holt'],
	['罗敏', '羅敏', 'M. Rhodes'],
	['陈明', '陳明', 'C. Manning'],
	['马芳', '馬芳', 'F. Marsh'],
	['郭雨桐', '郭雨桐', 'Y. Goodwin'],
	['张洋', '張洋', 'Y. Chase'],
	['李艳', '李豔', 'I. Leigh'],
	['黄子涵', '黃子涵', 'Z. Hyde'],
	['徐娜', '徐娜', 'N. Stone'],
	['杨柳', '楊柳', 'L. Young'],
	['朱娟', '朱娟', 'J. Drew']
];

/** Model, new energy? */
const modelWords: readonly (readonly [...Words, boolean])[] = [
	['天籁', '天籟', 'Altima', false],
	['轩逸', '軒逸', 'Sylphy', false],
	['奇骏', '奇駿', 'X-Trail', false],
	['锐骐6', '銳騏6', 'Rich 6', false],
	['速腾', '速騰', 'Sagitar', false],
	['帕萨特', '帕薩特', 'Passat', false],
	['凯美瑞', '凱美瑞', 'Camry', false],
	['雷凌', '雷凌', 'Levin', false],
	['汉兰达', '漢蘭達', 'Highlander', false],
	['朗逸', '朗逸', 'Lavida', false],
	['汉EV', '漢EV', 'Han EV', true],
	['海豚', '海豚', 'Dolphin', true],
	['宋PLUS', '宋PLUS', 'Song Plus', true],
	['ID.4 CROZZ', 'ID.4 CROZZ', 'ID.4 Crozz', true]
];

const colourWords: readonly Words[] = [
	['白', '白', 'white'],
	['珠光白', '珍珠白', 'pearl white'],
	['黑', '黑', 'black'],
	['银灰', '銀灰', 'silver'],
	['深空灰', '深灰', 'dark grey'],
	['香槟金', '香檳金', 'champagne'],
	['红', '紅', 'red'],
	['蓝', '藍', 'blue']
];

interface Work {
	words: Words;
	type: WorkType;
	hours: number;
	body: boolean;
}

const work = (words: Words, type: WorkType, hours: number, body = false): Work => ({
	words,
	type,
	hours,
	body
});

const works: readonly Work[] = [
	work(['小保养：更换机油机滤', '小保養：更換機油機濾', 'Minor service: oil and filter'], 'maintenance', 0.8),
	work(
		['大保养：机油三滤、火花塞', '大保養：機油三濾、火星塞', 'Major service: filters, spark plugs'],
		'maintenance',
		2
	),
	work(['首次保养', '首次保養', 'First service'], 'maintenance', 0.6),
	work(['更换前刹车片、制动盘', '更換前煞車片、煞車盤', 'Front brake pads and discs'], 'repair', 1.6),
	work(['空调不制冷检修', '冷氣不冷檢修', 'Air conditioning does not cool'], 'repair', 2.4),
	work(
		['更换下摆臂胶套、四轮定位', '更換下擺臂膠套、四輪定位', 'Control arm bushes, alignment'],
		'repair',
		2.8
	),
	work(['发动机抖动诊断', '引擎抖動診斷', 'Engine runs rough'], 'repair', 1.8),
	work(['更换蓄电池', '更換電瓶', 'Replace battery'], 'repair', 0.4),
	work(['更换轮胎两条、动平衡', '更換輪胎兩條、平衡', 'Two tyres, balancing'], 'repair', 1),
	work(
		['变速箱换挡顿挫，软件升级', '變速箱換檔頓挫，軟體升級', 'Gearbox jolts, software update'],
		'warranty',
		1.5
	),
	work(['前保险杠钣金喷漆', '前保險桿鈑金烤漆', 'Front bumper, body and paint'], 'accident', 6, true),
	work(
		['左前门、翼子板钣金喷漆', '左前門、葉子板鈑金烤漆', 'Left front door and wing, body and paint'],
		'accident',
		9,
		true
	)
];

/** I and O are on no plate. */
const PLATE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODES = `${PLATE_LETTERS}0123456789`;

export const bayNames = (locale: Locale): string[] => bayWords.map((words) => words[columnOf(locale)]);
export const technicianNames = (locale: Locale): string[] => technicianWords.map((w) => w[columnOf(locale)]);
export const advisorNames = (locale: Locale): string[] => advisorWords.map((w) => w[columnOf(locale)]);
export const said = (words: Words, locale: Locale): string => words[columnOf(locale)];

/** A visit that comes in: what its work order says, without moments and advisor. */
export interface Visit {
	order: Omit<Order, 'advisorId' | 'bookedFor' | 'promise'> & { standardHours: number };
	/** Goes to body and paint instead of the mechanics. */
	body: boolean;
}

/** The next visitor by chance. `number` makes the order number, and is unique in a day. */
export function visit(chance: Chance, locale: Locale, number: number): Visit {
	const language = columnOf(locale);
	const model = chance.pick(modelWords);
	const job = chance.pick(works);
	return {
		order: {
			orderNumber: `RO${String(number).padStart(4, '0')}`,
			vehicle: {
				...{ plate: plate(chance, model[3]), vin: vin(chance), brand: '' },
				...{ model: model[language], colour: said(chance.pick(colourWords), locale) }
			},
			customer: {
				name: said(chance.pick(customerWords), locale),
				// No such numbers are given out.
				phone: `100${String(chance.between(0, 99_999_999)).padStart(8, '0')}`
			},
			waiting: !job.body && chance.happens(0.35),
			workType: job.type,
			work: said(job.words, locale),
			standardHours: job.hours,
			remark: ''
		},
		body: job.body
	};
}

function plate(chance: Chance, newEnergy: boolean): string {
	const region = chance.happens(0.85)
		? `豫${chance.pick(['A', 'A', 'A', 'K', 'V'])}`
		: chance.pick(['京N', '沪B', '粤B', '苏E']);
	const digits = Array.from({ length: 5 }, (_, place) =>
		newEnergy || place !== 2 ? String(chance.between(0, 9)) : chance.pick([...CODES])
	).join('');
	return newEnergy ? `${region}D${digits}` : `${region}${digits}`;
}

const vin = (chance: Chance): string =>
	`LKC${Array.from({ length: 14 }, () => chance.pick([...CODES.replace('Q', '')])).join('')}`;
