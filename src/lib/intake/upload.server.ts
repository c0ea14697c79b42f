import { readPostedForm } from './posted-form.ts';
import { Refused } from '../model/refusal.ts';
import { largestMegabytes } from './size.ts';

export interface Upload {
	file: File;
	/** What stands in the form beside it. */
	field: (name: string) => string;
}

/**
 * The file in a posted form; null where none was chosen.
 *
 * @throws Refused `tooLarge` where the server takes no request of this size
 */
export async function readUpload(request: Request): Promise<Upload | null> {
	const form = await readPostedForm(request).catch((error: unknown) => {
		if (isTooLarge(error)) throw new Refused({ code: 'tooLarge', limit: largestMegabytes });
		// No browser writes such a form: there is no file in it.
		return null;
	});
	const file = form?.get('file');
	if (!form || !(file instanceof File) || file.name === '') return null;
	return {
		file,
		field(name) {
			const value = form.get(name);
			return typeof value === 'string' ? value : '';
		}
	};
}

/** The adapter breaks the body off with an error of its own, which may come wrapped. */
function isTooLarge(error: unknown): boolean {
	const { status, cause } = (error ?? {}) as { status?: number; cause?: unknown };
	return status === 413 || (cause !== undefined && isTooLarge(cause));
}
