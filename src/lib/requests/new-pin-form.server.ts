import * as v from 'valibot';
import { says } from '../model/refusal.ts';
import { type FormProblems, refuseField } from './read-form.server.ts';
import { pinProblem } from '../stations/pin.ts';

/** A PIN that is checked against the one somebody has: whatever it is, it is right or wrong. */
export const typedPin = v.pipe(v.string(), v.minLength(1, says('required')), v.maxLength(64));

/** The fields of a form in which somebody chooses a PIN. [STA5] */
export const newPinEntries = {
	pin: v.pipe(
		v.string(),
		v.rawCheck(({ dataset, addIssue }) => {
			const problem = dataset.typed && pinProblem(dataset.value);
			if (problem) addIssue({ message: JSON.stringify(problem) });
		})
	),
	again: v.string()
};

/** What is wrong where both were not typed alike. */
export const differing = (form: FormData): FormProblems | null =>
	form.get('pin') === form.get('again') ? null : refuseField(form, 'again', { code: 'pinDiffers' });
