import { emptied, kept, treat, type Treatments } from '../../../stream/personal.ts';
import type { Stoppage } from '../../stoppage.ts';

export interface Stopped {
	stoppage: Stoppage | null;
}

const fields: Treatments<Stoppage> = {
	reason: kept,
	since: kept,
	expectedUntil: kept,
	note: emptied,
	otherWork: kept,
	blocksBay: kept
};

export const stoppagePersonal: Treatments<Stopped> = {
	stoppage: (stoppage) => stoppage && treat(fields, stoppage)
};
