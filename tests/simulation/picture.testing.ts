const texts = new WeakMap<object, string>();
const hashes = new WeakMap<object, number>();

/** What goes over the wire for an object, made once: whoever gets it gets the same one, and nobody changes it. */
export function textOf(thing: object): string {
	let text = texts.get(thing);
	if (text === undefined) texts.set(thing, (text = JSON.stringify(thing)));
	return text;
}

function hashOf(thing: object): number {
	let hash = hashes.get(thing);
	if (hash === undefined) hashes.set(thing, (hash = hashText(textOf(thing))));
	return hash;
}

/** Cards and meta as one number to compare by, whatever the order of the cards. */
export function picture(cards: Iterable<object>, meta: unknown): number {
	let sum = hashOf(meta as object);
	for (const card of cards) sum += hashOf(card);
	return sum;
}

/** cyrb53, less 8 bits: a sum of two hundred stays a whole number. */
function hashText(text: string): number {
	let [a, b] = [0xdeadbeef, 0x41c6ce57];
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		a = Math.imul(a ^ code, 2654435761);
		b = Math.imul(b ^ code, 1597334677);
	}
	a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
	b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
	return 0x1_0000_0000 * (0x1fff & b) + (a >>> 0);
}
