import type { FormAnswer } from '#lib/forms/answer.ts';
import type { Found, Sought } from '#lib/privacy/subject.ts';

/** What became of one form of this page. */
export interface Answer extends FormAnswer {
	/** Fewer months would erase so many jobs. */
	shorter?: { months: number; jobs: number };
	found?: Found[];
	/** There are more than were found. */
	more?: boolean;
	/** Who is to be erased. */
	customer?: Sought;
	/** Jobs whose personal data is gone. */
	erased?: number;
}
