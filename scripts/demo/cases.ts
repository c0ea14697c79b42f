import { uuidv7 } from 'uuidv7';
import type { CasePriority } from '#lib/case/case.ts';
import type { CaseCommand } from '#lib/case/registry.ts';
import type { Locale } from '#lib/languages/locale.ts';
import { said } from './cast.ts';
import type { DemoWorkshop } from './setting.ts';
import { HOUR, MINUTE } from '#lib/model/moments.ts';

type Words = readonly [string, string, string];
type ToldCase<Type = CaseCommand> = Type extends unknown ? Omit<Type, 'id' | 'caseId' | 'expect'> : never;

/** A command on a case as the morning tells it: when, and what. */
export interface CaseStep {
	caseId: string;
	at: number;
	command: ToldCase;
}

/** A visit that was delivered, whose customer complains. */
export interface Visited {
	jobId: string;
	deliveredAt: number;
	customer: { name: string; phone: string };
}

interface Story {
	kind: 'complaint' | 'suggestion';
	priority: CasePriority;
	words: Words;
	answer?: Words;
}

const overdue: Story & { name: Words } = {
	...{ kind: 'complaint', priority: 'urgent', name: ['孟先生', '孟先生', 'Mr Meng'] },
	words: [
		'上周换完刹车片，低速还是有尖叫声，已经说过一次了。',
		'上週換完煞車來令片，低速還是有尖銳聲，已經說過一次了。',
		'The brakes still squeal at low speed since the pads were changed last week. I said so once already.'
	]
};
const answered: Story = {
	...{ kind: 'complaint', priority: 'high' },
	words: [
		'说好十一点取车，等到快一点才好，也没人通知我。',
		'說好十一點取車，等到快一點才好，也沒人通知我。',
		'I was promised the car at eleven, waited until nearly one, and nobody called me.'
	],
	answer: [
		'已致电致歉：配件晚到。赠送一次洗车；以后会晚于约定时，提前电话通知。',
		'已致電致歉：零件晚到。贈送一次洗車；以後會晚於約定時，提前電話通知。',
		'Called and apologised: a part came late. A free wash, and a call before a promise is missed from now on.'
	]
};
const unowned: Story & { name: Words } = {
	...{ kind: 'suggestion', priority: 'normal', name: ['孔女士', '孔小姐', 'Ms Kong'] },
	words: [
		'休息区能不能加几个充电插座？',
		'休息區能不能加幾個充電插座？',
		'Could there be a few more sockets for charging phones in the lounge?'
	]
};

/** The cases of the morning: one is overdue, one waits for its customer's word, one has nobody yet. */
export function caseSteps(
	{ advisorIds: [first = '', second = first] }: DemoWorkshop,
	locale: Locale,
	{ jobId, deliveredAt, customer }: Visited,
	now: number
): CaseStep[] {
	const open = (story: Story, about: { jobId: string | null; customer: Visited['customer'] }): ToldCase => ({
		...{ type: 'openCase', kind: story.kind, priority: story.priority, words: said(story.words, locale) },
		...about
	});
	const caller = (name: Words, phone: string) => ({
		jobId: null,
		customer: { name: said(name, locale), phone }
	});
	const steps = (from: number, ...commands: ToldCase[]): CaseStep[] => {
		const caseId = uuidv7();
		return commands.map((command, index) => ({ caseId, at: from + index * 4 * MINUTE, command }));
	};
	return [
		...steps(now - 26 * HOUR, open(overdue, caller(overdue.name, '10000000352')), {
			...{ type: 'assignCase', ownerId: first, dueAt: now - 2 * HOUR }
		}),
		...steps(
			deliveredAt + 2 * MINUTE,
			open(answered, { jobId, customer }),
			{ type: 'assignCase', ownerId: second, dueAt: deliveredAt + 6 * HOUR },
			{ type: 'answerCase', answer: said(answered.answer!, locale) }
		),
		...steps(now - 70 * MINUTE, open(unowned, caller(unowned.name, '10000000417')))
	];
}
