import { expect, test } from 'vitest';
import { FairQueue } from './fair-queue.ts';

/** Work that ends when it is told to. */
function work() {
	const gate = Promise.withResolvers<void>();
	const state = { started: false, end: gate.resolve };
	const run = async () => {
		state.started = true;
		await gate.promise;
	};
	return { state, run };
}

const settle = () => new Promise((done) => setImmediate(done));

test('[IMP8] one workshop with many files leaves a place to the others', async () => {
	const queue = new FairQueue(2, 10);
	const [one, two, other] = [work(), work(), work()];
	const all = [queue.take('a', one.run), queue.take('a', two.run), queue.take('b', other.run)];
	expect([one, two, other].map(({ state }) => state.started)).toEqual([true, false, true]);
	for (const { state } of [one, two, other]) state.end();
	await Promise.all(all);
	expect(two.state.started).toBe(true);
});

test('[IMP8] workshops that wait take turns', async () => {
	const queue = new FairQueue(1, 10);
	const order: string[] = [];
	const take = (owner: string) =>
		queue.take(owner, async () => {
			order.push(owner);
			await settle();
		});
	await Promise.all(['a', 'a', 'a', 'b', 'c', 'b'].map(take));
	expect(order).toEqual(['a', 'a', 'b', 'c', 'a', 'b']);
});

test('[IMP8] more files of one workshop than the queue holds are refused', async () => {
	const queue = new FairQueue(1, 2);
	const first = work();
	const taken = [queue.take('a', first.run), queue.take('a', settle), queue.take('a', settle)];
	expect(queue.take('a', settle)).toBe(null);
	expect(queue.take('b', settle)).not.toBe(null);
	first.state.end();
	await Promise.all(taken);
});

test('work that fails makes room for the next', async () => {
	const queue = new FairQueue(1, 2);
	const failing = queue.take('a', () => Promise.reject(new Error('broken')));
	const next = queue.take('a', () => Promise.resolve('read'));
	await expect(failing).rejects.toThrow('broken');
	await expect(next).resolves.toBe('read');
});
