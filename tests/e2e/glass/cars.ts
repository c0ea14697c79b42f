import type { LoungeCard, LoungeMeta } from '../../../src/lib/feeds/lounge.ts';
import type { WallCard, WallMeta } from '../../../src/lib/feeds/wall.ts';
import { stageKinds } from '../../../src/lib/model/stage.ts';
import { stoppageReasons } from '../../../src/lib/job/stoppage.ts';
import type { Locale } from '../../../src/lib/languages/locale.ts';
import { DAY, MINUTE } from '../../../src/lib/model/moments.ts';

/* Boards for measuring: as a workshop has them, and as long as its forms let anything be. */

/** A Tuesday, 14:37 in Shanghai. */
export const NOW = Date.UTC(2026, 10, 24, 6, 37);

interface Words {
	workshop: string;
	desk: string;
	stages: readonly string[];
	technicians: readonly string[];
	bays: readonly string[];
	models: readonly string[];
	colours: readonly string[];
}

const chinese: Words = {
	...{ workshop: '一号车间', desk: '2 号服务台' },
	stages: ['预约', '接车预检', '待派工', '诊断', '机修', '钣喷', '质检', '洗车', '待交车'],
	technicians: ['李磊', '周涛', '孙杰', '马超', '欧阳志远', '吴迪'],
	bays: ['1号', '2号', '3号', '钣1', '喷2'],
	models: ['天籁', '轩逸', '宋PLUS', 'ID.4 CROZZ', '汉兰达', '秦PLUS DM-i'],
	colours: ['白', '珠光白', '深空灰', '香槟金']
};
const english: Words = {
	...{ workshop: 'Workshop One', desk: 'desk 2' },
	stages: [
		...['Booked', 'Check-in', 'Waiting for dispatch', 'Diagnosis', 'Mechanical', 'Body and paint'],
		...['Quality check', 'Wash', 'Ready']
	],
	technicians: ['Leo Carter', 'Tom Shaw', 'Max Chandler', 'Gavin Rowe', 'Peter Shields', 'Dean Woods'],
	bays: ['Bay 1', 'Bay 2', 'Bay 10', 'Body 1', 'Paint 2'],
	models: ['Altima', 'Camry', 'Highlander', 'ID.4 Crozz', 'Song Plus', 'X-Trail'],
	colours: ['white', 'pearl white', 'dark grey', 'champagne']
};
/** 20 signs a stage and a bay, 40 a person and a desk, 60 a workshop and a model, 30 a colour. */
const longChinese: Words = {
	...{
		workshop: '中原宏达汽车销售服务有限公司郑州航空港区第一综合维修车间'.repeat(2),
		desk: '一楼客户服务大厅西侧第二服务台交车专区'.repeat(2)
	},
	stages: [
		'预约',
		'接车预检',
		'等待车间主任派工',
		'诊断',
		'机电维修一组快修工位',
		'钣金喷漆外观修复',
		'质量检验终检',
		'洗车',
		'待交车'
	].map((name) => (name.length > 4 ? (name + '与后续处理工序安排等候').slice(0, 20) : name)),
	technicians: ['亚历山大·欧阳志远', '阿卜杜拉·买买提·吐尔逊江', '司马相如', '李磊'],
	bays: ['二楼钣金喷漆车间第十二号举升机工位', '1号', '喷漆房2'],
	models: ['秦PLUS DM-i 2025款 冠军版 120KM 领先型', '一汽-大众ID.4 CROZZ 长续航 PRIME版', '天籁'],
	colours: ['极光珍珠珠光渐变白色双拼黑车顶', '白']
};
const longEnglish: Words = {
	...{
		workshop: 'Wolverhampton and Wednesbury Municipal Motor Works, Hall MM',
		desk: 'Customer reception, west wing, counter 12'
	},
	stages: [
		...['Booked', 'Check-in', 'Waiting for a foreman', 'Diagnosis and quotes', 'Mechanical workshops'],
		...['Bodywork/paintshop MM', 'Comprehensive checks', 'Washing and vacuums', 'Ready to be collected']
	].map((name) => name.slice(0, 20)),
	technicians: [
		'Maximilian Wolfeschlegelsteinhausenberger',
		'Wilhelmina Cholmondeley-Warner',
		'Bo Li',
		'Bartholomew'
	],
	bays: ['Mezzanine bay WW 100', 'Bay 1', 'Paint booth number 2'],
	models: ['Mercedes-Benz E 300 de 4MATIC T-Modell AMG Line Premium Plus', 'Volkswagen Caravelle', 'Up'],
	colours: ['metallic midnight mountain gre', 'white']
};

const wordsOf = (locale: Locale, long: boolean): Words =>
	locale === 'en' ? (long ? longEnglish : english) : long ? longChinese : chinese;

/** Chinese ones, of new-energy cars too; with `long`, of other countries, up to ten signs. */
const plate = (index: number, long: boolean): string => {
	const digits = String(10_000 + ((index * 7_919) % 90_000));
	if (long && index % 4 === 1) return `MW-GQ ${digits.slice(1)}`;
	if (long && index % 4 === 2) return `WWM-${digits}W`;
	return index % 3 === 1 ? `豫AD${digits}` : `豫Q${digits}`;
};
const ticket = (index: number): string =>
	'ABCDEFGHJKLMNPQRSTUVWXYZ'.charAt(Math.floor(index / 99) % 24) + String(1 + (index % 99)).padStart(2, '0');

/** A promise of one of the kinds there are: passed, soon, today, another day, in a week, next year, none. */
const promiseOf = (index: number): number | null => {
	const after = [
		-95 * MINUTE,
		20 * MINUTE,
		200 * MINUTE,
		DAY,
		3 * DAY,
		9 * DAY,
		45 * DAY,
		null,
		300 * MINUTE,
		400 * MINUTE,
		-9 * MINUTE,
		90 * MINUTE
	];
	const offset = after[(index * 5) % after.length];
	return offset == null ? null : NOW + offset + (index % 50) * MINUTE;
};

const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

export interface Board {
	wall: { cards: WallCard[]; meta: WallMeta };
	lounge: { cards: LoungeCard[]; meta: LoungeMeta };
}

/** @param count cars; 'ready': fourteen that are all ready */
export function boardOf(locale: Locale, count: number | 'ready', long: boolean): Board {
	const words = wordsOf(locale, long);
	const kinds = [
		'booked',
		'arrived',
		'waiting',
		'diagnosis',
		'repair',
		'repair',
		'inspection',
		'wash',
		'ready'
	] as const;
	const stages = words.stages.map((name, position) => ({
		...{ id: `s${position}`, kind: kinds[position]!, name, position, hidden: false, allowance: 10 },
		workTypes: null
	}));
	const workshop = { name: words.workshop.slice(0, 60), timeZone: 'Asia/Shanghai' };
	const cars = Array.from({ length: count === 'ready' ? 14 : count }, (_, index) => {
		const stage = count === 'ready' ? stages[8]! : pick(stages.slice(1), index * 3 + Math.floor(index / 8));
		const isReady = stage.kind === 'ready';
		const isStopped = !isReady && index % 4 === 3;
		return {
			...{
				id: `c${index}`,
				ticket: ticket(index),
				status: 'open' as const,
				stageId: stage.id,
				stageKind: stage.kind
			},
			...{
				stageSince: NOW - 30 * MINUTE,
				waiting: false,
				bookedFor: null,
				workType: 'maintenance' as const,
				worked: []
			},
			...{
				plate: plate(index, long),
				model: pick(words.models, index),
				colour: pick(words.colours, index + 1)
			},
			technician: index % 5 === 4 ? '' : pick(words.technicians, index),
			bay: index % 3 === 2 ? '' : pick(words.bays, index),
			promise: promiseOf(index),
			readyAt: isReady ? NOW - (index + 1) * 3 * MINUTE - (index % 6 === 5 ? 2 * DAY : 0) : null,
			standardHours: 1 + (index % 4),
			stoppage: isStopped
				? {
						reason: pick(stoppageReasons, index >> 2),
						since: NOW - index * 37 * MINUTE,
						expectedUntil: null,
						otherWork: false
					}
				: null
		};
	});
	return {
		wall: {
			cards: cars,
			meta: {
				...{ workshop, stages, openWindows: [[NOW - 60 * DAY, NOW + 60 * DAY]] },
				...{ technicians: [...words.technicians], bays: [...words.bays] }
			}
		},
		lounge: {
			cards: cars.map(({ id, ticket, model, colour, stageKind, waiting, promise, readyAt }) => ({
				...{ id, ticket, model, colour, step: stageKind, waiting, promise, readyAt }
			})),
			meta: {
				workshop,
				pickupDesk: words.desk.slice(0, 40),
				steps: stageKinds.filter((kind) => kind !== 'booked')
			}
		}
	};
}
