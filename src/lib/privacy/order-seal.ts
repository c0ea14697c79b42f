import { orderKey } from '../model/order-number.ts';
import { plainSigns } from '../model/fold.ts';
import { keyedHash } from '../runtime/token.ts';

/**
 * What an erased order is recognised by when a file names it again: nobody without the server's secret
 * finds the number out by trying. [PRIV4]
 */
export const orderSeal = (secret: string, workshopId: string, orderNumber: string): string =>
	sealOf(secret, workshopId, orderKey(orderNumber));

/**
 * Every seal that an order may have been erased under: numbers were not folded once, and were sealed as the file
 * wrote them. [PRIV4]
 */
export function orderSeals(secret: string, workshopId: string, written: string): string[] {
	const plain = plainSigns(written);
	const spellings = new Set([orderKey(written), plain, plain.toLowerCase()]);
	return [...spellings].map((spelling) => sealOf(secret, workshopId, spelling));
}

const sealOf = (secret: string, workshopId: string, spelling: string): string =>
	keyedHash(secret, 'erased order', workshopId, spelling);
