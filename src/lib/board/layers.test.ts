import { expect, test } from 'vitest';
import { Layers, type Places } from './layers.ts';

/** A history of two strange pages and the board, which goes back on demand, as a browser does. */
function history() {
	const entries: App.PageState[] = [{}, {}, {}];
	let at = 2;
	const asked: (() => void)[] = [];
	const places: Places = {
		state: () => entries[at]!,
		push: (_, state) => void (entries.splice(++at), entries.push(state)),
		replace: (_, state) => void (entries[at] = state),
		back: () => void asked.push(() => at--)
	};
	const layers = new Layers(places);
	const travel = () => {
		for (const go of asked.splice(0)) go();
		layers.arrived();
	};
	return { layers, travel, at: () => at, state: () => entries[at]! };
}

test('[KEEP1] a sheet that is closed twice at once goes back once', () => {
	const { layers, travel, at } = history();
	layers.open('?job=a', { job: 'a' });
	const close = layers.closing('/board');
	close();
	close();
	travel();
	close();
	travel();
	expect(at()).toBe(2);
});

test('[KEEP1] a card that is opened twice at once is one entry of the history', () => {
	const { layers, at } = history();
	layers.open('?job=a', { job: 'a', form: null });
	layers.open('?job=a', { job: 'a', form: null });
	expect(at()).toBe(3);
});

test('[KEEP1] a sheet that is gone does not close the one that came after it', () => {
	const { layers, travel, at, state } = history();
	layers.open('?job=a', { job: 'a' });
	const first = layers.closing('/board');
	first();
	travel();
	layers.open('?job=b', { job: 'b' });
	first();
	travel();
	expect(state().job).toBe('b');
	const second = layers.closing('/board');
	// One gives way to another in the same place.
	layers.open('?job=c', { job: 'c' });
	second();
	travel();
	expect([at(), state().job]).toEqual([3, 'c']);
});

test('[KEEP1] a sheet that was closed, and opened again by the forward button, closes again', () => {
	const { layers, travel, at } = history();
	layers.open('?job=a', { job: 'a' });
	layers.closing('/board')();
	travel();
	layers.open('?job=a', { job: 'a' });
	layers.closing('/board')();
	travel();
	expect(at()).toBe(2);
});

test('a page opened at a card closes it in its place, and goes nowhere', () => {
	const { layers, at, state } = history();
	const close = layers.closing('/board');
	close();
	close();
	expect([at(), state().job]).toEqual([2, null]);
});
