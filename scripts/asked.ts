/**
 * What a script was asked to do. Where somebody wants to know how it is used, or wants what there is not, they are told
 * and the script ends.
 *
 * @param read the arguments; throws what is wrong with them
 */
export function asked<Options>(usage: string, read: (args: string[]) => Options): Options {
	const args = process.argv.slice(2);
	if (args.includes('--help')) {
		console.log(usage);
		process.exit(0);
	}
	try {
		return read(args);
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
		process.exit(1);
	}
}

/** @throws when an option is no whole number, or less than `least` */
export function whole(name: string, text: string, least = 1): number {
	const number = Number(text);
	if (text !== '' && Number.isSafeInteger(number) && number >= least) return number;
	throw new Error(`--${name} takes whole numbers from ${least}.`);
}
