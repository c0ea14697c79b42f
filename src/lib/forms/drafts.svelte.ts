import { HOUR } from '../model/moments.ts';

/** What a form's fields hold, by their names. */
export type Fields = Record<string, string | number | boolean | null>;

interface Kept {
	/** When it was last typed in, epoch milliseconds. */
	at: number;
	/** What stood in the fields before anything was typed. */
	base: Fields;
	typed: Fields;
}

/** Milliseconds: what nobody came back to for so long is not meant any more. */
const KEPT_FOR = 12 * HOUR;

/**
 * What a user typed into forms and did not send, by form. It outlives the form, a reload and a session, in this tab
 * alone and for this person alone. [KEEP2]
 */
export class Drafts {
	#kept: Readonly<Record<string, Kept>> = $state.raw({});
	#prefix: string;
	#storage: Storage | null;

	/** @param owner whose they are: a workshop and a person */
	constructor(owner: string, storage = tabStorage()) {
		this.#prefix = `draft:${owner}:`;
		this.#storage = storage;
		this.#kept = this.#read();
	}

	/** Whether there is anything. */
	get any(): boolean {
		return Object.keys(this.#kept).length > 0;
	}

	has(form: string): boolean {
		return this.#kept[form] !== undefined;
	}

	/**
	 * What to fill a form with: what was typed, over what stands in its fields now. A field that was not typed in takes
	 * what others made of it meanwhile. Null where nothing was typed.
	 */
	restore(form: string, now: Fields): Fields | null {
		const kept = this.#kept[form];
		if (!kept) return null;
		const typed = Object.entries(kept.typed).filter(([name, value]) => value !== kept.base[name]);
		return { ...now, ...Object.fromEntries(typed) };
	}

	/** Keeps what stands in the fields, as far as it differs from `base`. */
	keep(form: string, base: Fields, typed: Fields): void {
		if (Object.keys(typed).every((name) => typed[name] === base[name])) return this.drop(form);
		const kept = { at: Date.now(), base, typed };
		this.#kept = { ...this.#kept, [form]: kept };
		this.#write(form, JSON.stringify(kept));
	}

	/** It was sent, or is not wanted. */
	drop(form: string): void {
		if (!this.has(form)) return;
		const { [form]: _, ...others } = this.#kept;
		this.#kept = others;
		this.#write(form, null);
	}

	#read(): Record<string, Kept> {
		const found: Record<string, Kept> = {};
		for (const key of Object.keys(this.#storage ?? {})) {
			if (!key.startsWith(this.#prefix)) continue;
			const form = key.slice(this.#prefix.length);
			const kept = parse(this.#storage!.getItem(key));
			if (kept && Date.now() - kept.at < KEPT_FOR) found[form] = kept;
			else this.#write(form, null);
		}
		return found;
	}

	/** A browser that keeps nothing, or has no room, still has them until the page is left. */
	#write(form: string, text: string | null): void {
		try {
			if (text === null) this.#storage?.removeItem(this.#prefix + form);
			else this.#storage?.setItem(this.#prefix + form, text);
		} catch {
			// Kept in memory.
		}
	}
}

function parse(text: string | null): Kept | null {
	try {
		const kept = JSON.parse(text ?? '') as Partial<Kept>;
		return kept.at && kept.base && kept.typed ? (kept as Kept) : null;
	} catch {
		return null;
	}
}

/** Null on the server, and where the browser forbids it. */
function tabStorage(): Storage | null {
	try {
		return globalThis.window?.sessionStorage ?? null;
	} catch {
		return null;
	}
}
