import * as m from '#lib/paraglide/messages.js';
import { MOST_OPEN_JOBS } from '../../job/entry.ts';
import type { CommandCode, CommandRefusal } from '../../model/refusal.ts';
import { clockTime } from '../clock-words.ts';
import { sayOf, type Sentences } from './sentences.ts';

type Code = Exclude<CommandCode, 'stale'>;

export const commandSentences: Sentences<Code> = {
	expired: m.refusal_expired,
	commandReused: m.refusal_commandReused,
	invalid: m.refusal_invalid,
	forbidden: m.refusal_forbidden,
	unavailable: m.refusal_unavailable,
	offline: m.refusal_offline,
	unknownJob: m.refusal_unknownJob,
	jobExists: m.refusal_jobExists,
	orderExists: m.refusal_orderExists,
	jobClosed: m.refusal_jobClosed,
	boardFull: () => m.refusal_boardFull({ count: MOST_OPEN_JOBS }),
	unknownStage: m.refusal_unknownStage,
	noStage: m.refusal_noStage,
	backToBooked: m.refusal_backToBooked,
	alreadyArrived: m.refusal_alreadyArrived,
	notArrived: m.refusal_notArrived,
	unknownTechnician: m.refusal_unknownTechnician,
	unknownAdvisor: m.refusal_unknownAdvisor,
	unknownBay: m.refusal_unknownBay,
	alreadyStopped: m.refusal_alreadyStopped,
	notStopped: m.refusal_notStopped,
	stillStopped: m.refusal_stillStopped,
	textRequired: m.refusal_textRequired,
	untilInPast: m.refusal_untilInPast,
	promiseInPast: m.refusal_promiseInPast,
	samePromise: m.refusal_samePromise,
	notReady: m.refusal_notReady,
	nothingToUndo: m.refusal_nothingToUndo,
	unknownCase: m.refusal_unknownCase,
	caseExists: m.refusal_caseExists,
	caseClosed: m.refusal_caseClosed,
	caseOpen: m.refusal_caseOpen,
	notAnswered: m.refusal_notAnswered,
	unknownOwner: m.refusal_unknownOwner,
	dueInPast: m.refusal_dueInPast,
	nothingChanged: m.refusal_nothingChanged
};

/**
 * Why a command was refused and what to do, in the reader's language. A page that gives commands loads these sentences
 * without the other areas'.
 */
export function commandRefusalWords(refusal: CommandRefusal, timeZone: string): string {
	if (refusal.code !== 'stale') return sayOf(commandSentences, refusal);
	const { changedBy, changedAt } = refusal;
	return m.refusal_stale({ name: changedBy, time: clockTime(changedAt, timeZone) });
}
