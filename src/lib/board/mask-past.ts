import { maskCustomer } from '../feeds/board.ts';
import type { JobEvent } from '../job/event.ts';
import type { Order } from '../job/job.ts';
import type { JobPast } from './sheet/job-past.ts';

/** A job's past for those who read no customers' names and numbers. [FEED10] */
export const maskPast = ({ job, events, names }: JobPast): JobPast => ({
	job: { ...job, customer: maskCustomer(job.customer) },
	events: events.map((row) => ({ ...row, event: maskEvent(row.event) })),
	names
});

const maskOrder = <Some extends Partial<Order>>(order: Some): Some =>
	order.customer ? { ...order, customer: maskCustomer(order.customer) } : order;

function maskEvent(event: JobEvent): JobEvent {
	if ('order' in event) return { ...event, order: maskOrder(event.order) } as JobEvent;
	if (!('source' in event)) return event;
	return { ...event, source: event.source && maskOrder(event.source) };
}
