import { MOST_OPEN_JOBS } from '../job/entry.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Refusal, RefusalCode } from '../job/refusal.ts';
import { clockTime } from './clock-words.ts';

type Plain = Exclude<RefusalCode, 'stale' | 'orderExists'>;

const sentences: Record<Plain | 'unavailable' | 'offline', () => string> = {
	commandReused: m.job_refusal_commandReused,
	invalid: m.job_refusal_invalid,
	forbidden: m.job_refusal_forbidden,
	unknownJob: m.job_refusal_unknownJob,
	jobExists: m.job_refusal_jobExists,
	jobClosed: m.job_refusal_jobClosed,
	unknownStage: m.job_refusal_unknownStage,
	noStage: m.job_refusal_noStage,
	backToBooked: m.job_refusal_backToBooked,
	alreadyArrived: m.job_refusal_alreadyArrived,
	notArrived: m.job_refusal_notArrived,
	unknownTechnician: m.job_refusal_unknownTechnician,
	boardFull: () => m.job_refusal_boardFull({ count: MOST_OPEN_JOBS }),
	unknownAdvisor: m.job_refusal_unknownAdvisor,
	unknownBay: m.job_refusal_unknownBay,
	alreadyStopped: m.job_refusal_alreadyStopped,
	notStopped: m.job_refusal_notStopped,
	stillStopped: m.job_refusal_stillStopped,
	textRequired: m.job_refusal_textRequired,
	untilInPast: m.job_refusal_untilInPast,
	promiseInPast: m.job_refusal_promiseInPast,
	samePromise: m.job_refusal_samePromise,
	notReady: m.job_refusal_notReady,
	nothingToUndo: m.job_refusal_nothingToUndo,
	nothingChanged: m.job_refusal_nothingChanged,
	unknownCase: m.job_refusal_unknownCase,
	caseExists: m.job_refusal_caseExists,
	caseClosed: m.job_refusal_caseClosed,
	caseOpen: m.job_refusal_caseOpen,
	notAnswered: m.job_refusal_notAnswered,
	unknownOwner: m.job_refusal_unknownOwner,
	dueInPast: m.job_refusal_dueInPast,
	expired: m.job_refusal_expired,
	unavailable: m.job_refusal_unavailable,
	offline: m.job_refusal_offline
};

/** Why a command was refused and what to do, in the reader's language. */
export function refusalWords(
	refusal: Refusal | { code: 'unavailable' | 'offline' },
	timeZone: string
): string {
	switch (refusal.code) {
		case 'stale':
			return m.job_refusal_stale({ name: refusal.changedBy, time: clockTime(refusal.changedAt, timeZone) });
		case 'orderExists':
			return m.job_refusal_orderExists({ orderNumber: refusal.orderNumber });
		default:
			return sentences[refusal.code]();
	}
}
