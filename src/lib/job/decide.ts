import type { Command, CommandOf } from './command.ts';
import { type Context, type Decision, happened, inPast, refuse } from './context.ts';
import type { Job } from './job.ts';
import { amend, book, checkIn, readSource, takeBack } from './order.ts';
import { rankBetween } from './place.ts';
import { isWork } from '../model/stage.ts';
import { isAfterWork } from './stoppage.ts';

/**
 * What a command does to a job, or why not. Pure: the server runs it inside the transaction, the board
 * runs it to show a move before it is confirmed.
 *
 * @param job null for an id the workshop does not know
 */
export function decide(job: Job | null, command: Command, context: Context): Decision {
	if (command.type === 'book') return job ? refuse({ code: 'jobExists' }) : book(command, context);
	if (!job) return refuse({ code: 'unknownJob' });
	if (job.version !== command.expect) {
		return refuse({ code: 'stale', changedBy: job.changedBy, changedAt: job.changedAt });
	}
	if (command.type === 'undo') return undo(job, context);
	if (command.type === 'readSource') return readSource(job, command, context);
	if (job.status !== 'open') return refuse({ code: 'jobClosed' });
	switch (command.type) {
		case 'checkIn':
			return checkIn(job, command.arrivedAt, context);
		case 'dispatch':
			return dispatch(job, command, context);
		case 'move':
			return move(job, command, context);
		case 'stop':
			return stop(job, command, context);
		case 'resume':
			return job.stoppage ? happened({ type: 'resumed' }) : refuse({ code: 'notStopped' });
		case 'revisePromise':
			return revisePromise(job, command, context);
		case 'park':
			return happened({ type: 'parked', spot: command.spot, keyTag: command.keyTag });
		case 'note':
			return happened({ type: 'noted', text: command.text });
		case 'amend':
			return amend(job, command.order, context);
		case 'takeBack':
			return takeBack(job, command);
		case 'deliver':
			return deliver(job);
		case 'cancel':
			return happened({ type: 'cancelled', reason: command.reason });
	}
}

/** Whom the job has already, it keeps: only somebody new has to be active. [JOB7] */
function dispatch(job: Job, command: CommandOf<'dispatch'>, context: Context): Decision {
	const { technicianId, bayId, standardHours } = command;
	const technician = context.people.find((person) => person.id === technicianId);
	const canWork = technician?.active && technician.roles.includes('technician');
	if (technicianId !== null && technicianId !== job.technicianId && !canWork) {
		return refuse({ code: 'unknownTechnician' });
	}
	const inUse = context.bays.some((bay) => bay.id === bayId && !bay.hidden);
	if (bayId !== null && bayId !== job.bayId && !inUse) return refuse({ code: 'unknownBay' });
	return happened({ type: 'dispatched', technicianId, bayId, standardHours });
}

/** [MOVE1] [MOVE2] [MOVE4] [MOVE5] [STOP5] */
function move(job: Job, command: CommandOf<'move'>, context: Context): Decision {
	const stage = context.stages.find((candidate) => candidate.id === command.stageId);
	if (!stage || (stage.hidden && stage.id !== job.stageId)) return refuse({ code: 'unknownStage' });
	const position = rankBetween(context.column(stage.id), command, job.id);
	const destination = { stageId: stage.id, stageKind: stage.kind, position };
	if (stage.kind === 'booked' && job.arrivedAt !== null) return refuse({ code: 'backToBooked' });
	const arrives = job.arrivedAt === null && stage.kind !== 'booked' && stage.id !== job.stageId;
	if (arrives) {
		return happened({ type: 'checkedIn', arrivedAt: context.now, ...destination });
	}
	if (stage.kind === 'ready' && job.stoppage && !isAfterWork(job.stoppage.reason)) {
		return refuse({ code: 'stillStopped' });
	}
	const rework = job.stageKind === 'inspection' && isWork(stage.kind);
	return happened({ type: 'moved', from: job.stageId, rework, ...destination });
}

function stop(job: Job, command: CommandOf<'stop'>, context: Context): Decision {
	const { reason, expectedUntil, note, otherWork, blocksBay } = command;
	if (job.stoppage) return refuse({ code: 'alreadyStopped' });
	if (job.arrivedAt === null) return refuse({ code: 'notArrived' });
	if (reason === 'other' && note === '') return refuse({ code: 'textRequired' });
	if (inPast(expectedUntil, context)) return refuse({ code: 'untilInPast' });
	return happened({ type: 'stopped', reason, expectedUntil, note, otherWork, blocksBay });
}

/** [PROM1] [PROM2] */
function revisePromise(job: Job, command: CommandOf<'revisePromise'>, context: Context): Decision {
	const { promise, reason } = command;
	if (promise === job.promise) return refuse({ code: 'samePromise' });
	if (inPast(promise, context)) return refuse({ code: 'promiseInPast' });
	if (job.promise !== null && reason === '') return refuse({ code: 'textRequired' });
	return happened({ type: 'promiseRevised', promise, previous: job.promise, reason });
}

function deliver(job: Job): Decision {
	return job.stageKind === 'ready' ? happened({ type: 'delivered' }) : refuse({ code: 'notReady' });
}

/** [MOVE7] */
function undo(job: Job, context: Context): Decision {
	const before = job.lastMove?.before;
	if (!before) return refuse({ code: 'nothingToUndo' });
	if (!context.stages.some((stage) => stage.id === before.stageId)) return refuse({ code: 'unknownStage' });
	// The old rank may have been taken meanwhile: stand in front of whoever has it.
	const column = context.column(before.stageId).filter((card) => card.id !== job.id);
	const taken = column.find((card) => card.position === before.position);
	const position = taken ? rankBetween(column, { after: null, before: taken.id }, job.id) : before.position;
	return happened({ type: 'moveUndone', restored: { ...before, position } });
}
