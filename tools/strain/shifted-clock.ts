import { HOUR } from '#lib/model/moments.ts';

// Loaded before the server: its clock jumps as an operator's or a time server's hand makes it, and as no other
// clock of the machine does. SIGUSR2 puts it two hours ahead, the next one two hours back, and so on.

const JUMP = 2 * HOUR;
const real = Date.now.bind(Date);
let shift = 0;
let ahead = false;

process.on('SIGUSR2', () => {
	ahead = !ahead;
	shift = ahead ? JUMP : -JUMP;
});

const shifted = () => real() + shift;
globalThis.Date = new Proxy(Date, {
	construct: (target, args: [], newTarget) =>
		Reflect.construct(target, args.length === 0 ? [shifted()] : args, newTarget) as Date,
	get: (target, key, receiver) => (key === 'now' ? shifted : Reflect.get(target, key, receiver))
});

export {};
