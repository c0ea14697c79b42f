/**
 * Why a command was not done. Each code has a sentence in every language (`job_refusal_<code>`), which
 * says what to do next.
 */
export type Refusal =
	/** The job moved on since the sender saw it. The door adds who changed it. [CMD5] */
	| { code: 'stale'; changedBy: string; changedAt: number }
	/** Its sender's time for it was over before it could be written. [CMD12] */
	| { code: 'expired' }
	/** The same command id came with other content. [CMD3] */
	| { code: 'commandReused' }
	| { code: 'invalid' }
	| { code: 'forbidden' }
	| { code: 'unknownJob' }
	| { code: 'jobExists' }
	| { code: 'orderExists'; orderNumber: string }
	| { code: 'jobClosed' }
	/** As many jobs are open as a workshop may have. [JOB9] */
	| { code: 'boardFull' }
	| { code: 'unknownStage' }
	| { code: 'noStage' }
	| { code: 'backToBooked' }
	| { code: 'alreadyArrived' }
	| { code: 'notArrived' }
	| { code: 'unknownTechnician' }
	| { code: 'unknownAdvisor' }
	| { code: 'unknownBay' }
	| { code: 'alreadyStopped' }
	| { code: 'notStopped' }
	| { code: 'stillStopped' }
	| { code: 'textRequired' }
	| { code: 'untilInPast' }
	| { code: 'promiseInPast' }
	| { code: 'samePromise' }
	| { code: 'notReady' }
	| { code: 'nothingToUndo' }
	| { code: 'unknownCase' }
	| { code: 'caseExists' }
	| { code: 'caseClosed' }
	| { code: 'caseOpen' }
	| { code: 'notAnswered' }
	| { code: 'unknownOwner' }
	| { code: 'dueInPast' }
	| { code: 'nothingChanged' };

export type RefusalCode = Refusal['code'];
