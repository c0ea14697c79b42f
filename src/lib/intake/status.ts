import type { StageKind } from '#lib/model/stage.ts';
import { plainWord } from './text.ts';

/** What the dealer's system says of an order beyond its fields. */
export type Status =
	/** The visit is over: there is no car for the board. */
	| { over: 'delivered' | 'cancelled' }
	/** Where a car stands that comes in now. */
	| { stage: StageKind }
	/** Open, and no more is said. */
	| { open: true };

const words = (list: string) => list.split(' ').join('|');

const cancelled = words(
	'作废 废弃 废单 取消 取消预约 撤销 撤单 删除 无效 终止 退单 void voided cancelled canceled cancel deleted withdrawn'
);
const delivered = words(
	'结算 结清 结账 交车 提车 取车 出厂 离厂 离店 出店 出站 完成 完结 结案 结束 关闭 关单 归档 ' +
		'closed delivered settled invoiced posted collected pickedup checkedout released archived complete completed finished'
);

/** One or several in a row: 已结算并出厂. 未, 待 and 预 in front make something else of them. */
const chain = (over: string) =>
	new RegExp(`^(?:(?:已经?|全部)?(?:${over})(?:完成|完毕|成功|了)?(?:并已?|且|和|[/,+、;])?)+(?:状态)?$`);
const isCancelled = chain(cancelled);
const isDelivered = chain(delivered);

const stages: [RegExp, StageKind][] = [
	[/^(?:已?预约|已?登记|未到店|待进厂|待到店|booked|scheduled|appointment|reserved)(?:中|成功)?$/, 'booked'],
	[
		/^(?:已?(?:完工|竣工)|待(?:交车|结算|取车|出厂|提车|客户取车)|未(?:交车|出厂|取车)|结算中|交车中|维修完成|修理完成|已修好|ready|readyforcollection|readyforpickup|readyfordelivery|workcompleted|waitingforcollection)(?:未(?:结算|交车|出厂))?$/,
		'ready'
	],
	[/^(?:待?洗车|洗车中|清洗中|wash|washing|carwash)$/, 'wash'],
	[
		/^(?:待?质检|质检中|待?检验|检验中|待?终检|终检中|待?试车|qualitycheck|qc|inspection|finalinspection|roadtest)$/,
		'inspection'
	],
	[/^(?:待?诊断|诊断中|检测中|diagnosis|diagnosing|beingdiagnosed)$/, 'diagnosis'],
	[
		/^(?:在修|维修|修理|施工|作业|维修中|修理中|施工中|作业中|机修中|钣金中|喷漆中|在厂维修|已派工|已开工|inprogress|wip|workinprogress|inrepair|repair|repairing|started)$/,
		'repair'
	],
	[
		/^(?:待派工|未派工|待维修|待修|待施工|等待派工|排队|排队中|待开工|waiting|queued|waitingfordispatch|tobeassigned|unassigned)$/,
		'waiting'
	],
	[
		/^(?:已?接车|已?到店|已?进厂|在厂|在店|预检中|接待中|arrived|checkedin|received|inshop|checkin)$/,
		'arrived'
	]
];

const open =
	/^(?:未结算|未结账|未作废|未取消|未完工|未完成|正常|有效|新建|已?开单|已审核|待审核|草稿|待料|等待?配件|挂起|暂停|open|new|active|normal|draft|pending|onhold|waitingforparts|notclosed|notdelivered)$/;

const yes = /^(?:是|y|yes|true|t|1|1\.0|√|✓|✔|☑)$/;
const no = /^(?:否|不|n|no|false|f|0|0\.0|×|✗|✘|x|☐|未)$/;

/** Null for a word that nobody taught us. */
export function readStatus(cell: string): Status | null {
	const word = plainWord(cell).replace(/[()（）[\]【】]/g, '');
	if (isCancelled.test(word)) return { over: 'cancelled' };
	const stage = stages.find(([pattern]) => pattern.test(word))?.[1];
	if (stage) return { stage };
	if (isDelivered.test(word)) return { over: 'delivered' };
	return open.test(word) ? { open: true } : null;
}

/**
 * A column that asks whether the order is over: 是否结算, 作废标志.
 *
 * @param header decides what a bare yes means
 */
export function readClosed(cell: string, header: string): Status | null {
	const word = plainWord(cell);
	if (no.test(word)) return { open: true };
	if (yes.test(word))
		return { over: /废|取消|void|cancel/.test(plainWord(header)) ? 'cancelled' : 'delivered' };
	return readStatus(cell);
}
