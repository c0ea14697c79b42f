import { uuidv7 } from 'uuidv7';
import { settingsOf } from '#lib/commands/read-settings.server.ts';
import { openDoor } from '#lib/commands/perform.server.ts';
import type { Settings } from '#lib/model/settings.ts';
import type { Locale } from '#lib/languages/locale.ts';
import type { StageKind } from '#lib/model/stage.ts';
import type { StoppageReason } from '#lib/job/stoppage.ts';
import type { Database } from '#lib/database/database.ts';
import { caseSteps, type Visited } from './cases.ts';
import { said, visit, type Visit } from './cast.ts';
import type { Chance } from './chance.ts';
import type { DemoWorkshop } from './setting.ts';
import { MINUTE } from '#lib/model/moments.ts';
import { quarter, type Told } from './told.ts';

/** A command as a story tells it: when, and what. */
type Step = [at: number, command: Told];

/** Where a car stands when the curtain rises, and what has befallen it. */
interface Part {
	stands: StageKind | 'delivered';
	body?: boolean;
	stopped?: StoppageReason;
	/** How the promise stands against the work left. */
	promise?: 'passed' | 'short' | 'good' | 'moved';
	rework?: boolean;
}

const times = (count: number, part: Part): Part[] => Array.from({ length: count }, () => part);

const parts: Part[] = [
	...times(12, { stands: 'delivered' }),
	...times(5, { stands: 'booked' }),
	...times(2, { stands: 'arrived' }),
	...times(3, { stands: 'waiting' }),
	{ stands: 'waiting', promise: 'short' },
	...times(2, { stands: 'diagnosis' }),
	{ stands: 'diagnosis', stopped: 'approval' },
	{ stands: 'repair', promise: 'moved' },
	{ stands: 'repair', promise: 'passed' },
	{ stands: 'repair', stopped: 'parts', promise: 'short' },
	{ stands: 'repair', stopped: 'techline' },
	{ stands: 'repair', rework: true, promise: 'short' },
	...times(4, { stands: 'repair' }),
	{ stands: 'repair', body: true, stopped: 'insurer' },
	...times(2, { stands: 'repair', body: true }),
	...times(2, { stands: 'inspection' }),
	{ stands: 'inspection', stopped: 'roadtest' },
	...times(2, { stands: 'wash' }),
	...times(4, { stands: 'ready' })
];

/** What the day so far did, told to the door as it would have happened, under a clock of its own. */
export interface Morning {
	/** Orders given out so far. */
	orders: number;
	/** A job in repair whose promise was moved: the customer's page has something to show. */
	shownJobId: string;
}

const promiseReasons = ['增加更换空调滤芯', '增加更換冷氣濾網', 'Cabin filter added'] as const;

export async function playMorning(
	db: Database,
	workshop: DemoWorkshop,
	locale: Locale,
	chance: Chance,
	now: number
): Promise<Morning> {
	// Of no line that was read before: as they are now.
	const settings = await settingsOf(db, workshop.id, { epoch: '', settingsRevision: 0 }, now);
	let clock = now;
	const door = openDoor(
		db,
		() => {},
		() => clock
	);
	const plot = parts.map((part, index) => {
		const chosen = chooseVisit(chance, locale, index + 1, part);
		return { jobId: uuidv7(), part, steps: story(part, chosen, settings, workshop, locale, chance, now) };
	});
	const ofCases = caseSteps(workshop, locale, visitedOf(plot), now).map(({ caseId, ...step }) => ({
		...{ ...step, subject: { caseId } }
	}));
	const all = [
		...plot.flatMap(({ jobId, steps }) =>
			steps.map(([at, command]) => ({ subject: { jobId }, at, command }))
		),
		...ofCases
	];
	const versions = new Map<string, number>();
	for (const { subject, at, command } of all.sort((a, b) => a.at - b.at)) {
		clock = at;
		const [id] = Object.values(subject) as [string];
		const expect = versions.get(id);
		const whole = { ...command, id: uuidv7(), ...subject, ...(expect ? { expect } : {}) };
		const reply = await door.perform(whole, {
			workshopId: workshop.id,
			actor: { kind: 'demo', id: null, name: said(['自动演示', '自動示範', 'Autoplay'], locale) },
			kind: 'operator' as const,
			roles: [],
			screen: 'demo'
		});
		if (!reply.ok) throw new Error(`the demo's ${command.type} was refused: ${reply.refusal.code}`);
		versions.set(id, reply.version);
	}
	return { orders: parts.length, shownJobId: plot.find(({ part }) => part.promise === 'moved')!.jobId };
}

/** The first that was delivered: its customer comes back with a complaint. */
function visitedOf(plot: readonly { jobId: string; part: Part; steps: Step[] }[]): Visited {
	const { jobId, steps } = plot.find(({ part }) => part.stands === 'delivered')!;
	const booked = steps.flatMap(([, command]) => (command.type === 'book' ? command.order.customer : []));
	const delivered = steps.flatMap(([at, command]) => (command.type === 'deliver' ? at : []));
	return { jobId, customer: booked[0]!, deliveredAt: delivered[0]! };
}

function chooseVisit(chance: Chance, locale: Locale, number: number, { body, promise }: Part): Visit {
	for (;;) {
		const candidate = visit(chance, locale, number);
		// A long job promised soon would be hours late: no workshop promises that.
		const soon = promise === 'short' || promise === 'passed';
		const fits = !soon || candidate.order.standardHours <= 1;
		if (candidate.body === (body ?? false) && fits) return candidate;
	}
}

/** How many minutes ago a car came in, by where it stands now. */
const agoByStage: Record<Part['stands'], [number, number]> = {
	booked: [200, 900],
	arrived: [4, 12],
	waiting: [12, 40],
	diagnosis: [35, 70],
	repair: [70, 150],
	inspection: [110, 190],
	wash: [130, 210],
	ready: [150, 260],
	delivered: [240, 420]
};

function story(
	part: Part,
	{ order, body }: Visit,
	{ stages, bays }: Settings,
	{ advisorIds, technicianIds }: DemoWorkshop,
	locale: Locale,
	chance: Chance,
	now: number
): Step[] {
	const came = now - chance.between(...agoByStage[part.stands]) * MINUTE;
	const hours = order.standardHours;
	const advisorId = chance.pick(advisorIds);
	const bookedFor = part.stands === 'booked' ? quarter(now + chance.between(10, 240) * MINUTE) : null;
	const spare = chance.between(50, 110) + (part.stopped ? 120 : 0);
	const usual = (bookedFor ?? came) + (hours * 75 + spare) * MINUTE;
	const promise =
		part.promise === 'passed' ? quarter(now - 25 * MINUTE) : quarter(Math.max(usual, now + 20 * MINUTE));
	const booking = { ...order, advisorId, bookedFor, promise };
	const steps: Step[] = [
		[came, { type: 'book', order: booking, arrivedAt: bookedFor ? null : came, fromSource: false }]
	];
	if (bookedFor !== null || part.stands === 'arrived') return steps;

	// The rest of the way is spread evenly over the time since the car came.
	const way = wayTo(part, body);
	const beat = Math.floor((now - came) / (way.length + 2));
	let at = came;
	const column = (kind: StageKind) =>
		stages.filter((stage) => stage.kind === kind).at(body && kind === 'repair' ? -1 : 0)!.id;
	for (const kind of way) {
		at += beat;
		steps.push([at, { type: 'move', stageId: column(kind), after: null, before: null }]);
		if (kind === 'waiting' && part.stands !== 'waiting') {
			const shop = body ? bays.slice(10) : bays.slice(0, 10);
			const [technicianId, bayId] = [chance.pick(technicianIds), chance.pick(shop).id];
			steps.push([at + 1, { type: 'dispatch', technicianId, bayId, standardHours: hours }]);
		}
	}
	if (part.stopped) {
		const expectedUntil =
			part.stopped === 'approval' ? null : quarter(now + chance.between(40, 120) * MINUTE);
		const details = { expectedUntil, note: '', otherWork: part.stopped === 'approval', blocksBay: true };
		steps.push([at + beat / 2, { type: 'stop', reason: part.stopped, ...details }]);
	}
	if (part.promise === 'moved' || part.promise === 'short') {
		const to = part.promise === 'moved' ? promise + 30 * MINUTE : quarter(now + 20 * MINUTE);
		const reason = said(promiseReasons, locale);
		if (to !== promise) steps.push([now - 3 * MINUTE, { type: 'revisePromise', promise: to, reason }]);
	}
	if (part.stands === 'ready' || part.stands === 'delivered') {
		const [spot, keyTag] = [`P${chance.between(1, 24)}`, String(chance.between(1, 40))];
		steps.push([at + 1, { type: 'park', spot, keyTag }]);
	}
	if (part.stands === 'delivered') steps.push([at + beat, { type: 'deliver' }]);
	return steps.map(([moment, command]) => [Math.round(moment), command]);
}

function wayTo({ stands, rework }: Part, body: boolean): StageKind[] {
	const whole: StageKind[] = body
		? ['waiting', 'repair', 'inspection', 'wash', 'ready']
		: ['waiting', 'diagnosis', 'repair', 'inspection', 'wash', 'ready'];
	const end = stands === 'delivered' ? 'ready' : (stands as StageKind);
	const way = whole.slice(0, whole.indexOf(end) + 1);
	return rework ? [...way, 'inspection', 'repair'] : way;
}
