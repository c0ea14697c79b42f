import { expect, test } from 'vitest';
import type { Figures } from './figures.ts';
import type { MovesFigures } from './moves.ts';
import { decisive, lacksOf, ratiosOf, screenRatio, targetsOf } from './results.ts';
import type { ArmFigures } from './tally.ts';

const all = (value: number, p99 = value): Figures => ({ p50: value, p95: value, p99, n: 100 });
const arm = (ack: Figures, last: Figures, cpuPerDelivery: number | null): ArmFigures => ({
	...{ ack, last, cpuPerMove: 1_000, cpuPerDelivery, bytesPerFrame: 600, framesPerMove: 1 },
	...{ missing: 0, doubled: 0 }
});

function moves(screens: number, over: Partial<MovesFigures> = {}): MovesFigures {
	return {
		...{ screens, commit: all(2, 6), painted: all(40), missing: 0, doubled: 0 },
		product: arm(all(3), all(6, 9), 13),
		socketIo: arm(all(1), all(3, 4), 10),
		ws: arm(all(1), all(2), 5),
		...over
	};
}

const throughput = {
	...{ movers: 20, screens: 200, transactions: 800, moves: 600, received: 300, bareReceived: 350 },
	...{ framesPerMove: 0.5, missing: 0, doubled: 0 }
};

test('ratios are to what the same move costs bare: a commit, then a broadcast', () => {
	expect(ratiosOf({ moves: [moves(200)], throughput })).toEqual({
		...{ ack_p50: 1, last_p50: 1.2, last_p99: 0.9, throughput: 0.75, cpu_per_delivery: 1.3 }
	});
});

test('what was not measured has no ratio and reaches no target', () => {
	expect(Object.values(ratiosOf({}))).toEqual([null, null, null, null, null]);
	expect(targetsOf({}).map(({ reached }) => reached)).toEqual([null, null, null, null, null]);
	const elsewhere = moves(200, { product: arm(all(3), all(6), null) });
	expect(ratiosOf({ moves: [elsewhere] }).cpu_per_delivery).toBeNull();
});

test('the targets are about 200 screens, or the most below', () => {
	const measured = [500, 50, 200, 1].map((screens) => moves(screens));
	expect(decisive(measured)?.screens).toBe(200);
	expect(decisive(measured.filter(({ screens }) => screens !== 200))?.screens).toBe(50);
	expect(decisive([moves(500)])?.screens).toBe(500);
});

test('a target is reached at its limit, and missed beyond it', () => {
	const reached = targetsOf({ moves: [moves(200)], throughput }).map(({ reached }) => reached);
	expect(reached).toEqual([true, true, false, true, null, true]);
	const slow = moves(200, { product: arm(all(3), all(6.6, 13.1), 13.1) });
	expect(targetsOf({ moves: [slow] }).map(({ reached }) => reached)).toEqual([
		false,
		false,
		null,
		false,
		null
	]);
});

test('of one screen more only what it adds counts', () => {
	const before = (screens: number, own: number, bare: number) => {
		const { product, socketIo } = moves(screens);
		return moves(screens, {
			product: { ...product, cpuPerMove: own },
			socketIo: { ...socketIo, cpuPerMove: bare }
		});
	};
	const [few, many] = [before(50, 3_000, 500), before(200, 6_000, 2_500)];
	expect(screenRatio([many, few, before(500, 90_000, 1)])).toBe(1.5);
	expect(screenRatio([many])).toBeNull();
	expect(screenRatio([])).toBeNull();
});

test('whatever a screen lacks anywhere counts', () => {
	const [few, many] = [moves(1, { missing: 2 }), moves(200, { missing: 1, doubled: 4 })];
	expect(lacksOf({ moves: [few, many], throughput: { ...throughput, missing: 3, doubled: 5 } })).toEqual({
		...{ missing: 6, doubled: 9 }
	});
});
