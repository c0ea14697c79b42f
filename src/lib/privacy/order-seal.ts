import { orderKey } from '../job/order-number.ts';
import { keyedHash } from '../server/token.ts';

/**
 * What an erased order is recognised by when a file names it again: nobody without the server's secret
 * finds the number out by trying. [PRIV4]
 */
export const orderSeal = (secret: string, workshopId: string, orderNumber: string): string =>
	keyedHash(secret, 'erased order', workshopId, orderKey(orderNumber));
