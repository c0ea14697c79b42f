import { unzipSync } from 'fflate';
import { Refused } from '../../model/refusal.ts';

/** Unpacked size of one part: a sheet of 20,000 work orders takes about 20 MB. */
const largestPart = 100 * 1024 * 1024;

/** No workbook has more entries; a directory made of millions would cost time at every part. */
const mostEntries = 10_000;

/** The parts of a workbook, a zip archive of XML files. Each is unpacked when it is asked for. */
export class Archive {
	readonly #bytes: Uint8Array;
	readonly #sizes = new Map<string, number>();

	/** @throws Refused where the bytes are no archive */
	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		this.#unzip((name, size) => {
			this.#sizes.set(name, size);
			if (this.#sizes.size > mostEntries) throw new Refused({ code: 'tooComplex' });
			return false;
		});
	}

	/**
	 * A part's content, null where there is none. Memory is bounded by the size that the directory states: fflate
	 * writes nothing behind it.
	 *
	 * @throws Refused where it is too large or damaged
	 */
	part(name: string): Uint8Array | null {
		const size = this.#sizes.get(name);
		if (size === undefined) return null;
		if (size > largestPart) throw new Refused({ code: 'tooComplex' });
		return this.#unzip((each) => each === name)[name] ?? null;
	}

	#unzip(filter: (name: string, size: number) => boolean) {
		try {
			return unzipSync(this.#bytes, { filter: ({ name, originalSize }) => filter(name, originalSize) });
		} catch (error) {
			if (error instanceof Refused) throw error;
			throw new Refused({ code: 'brokenWorkbook' });
		}
	}
}
