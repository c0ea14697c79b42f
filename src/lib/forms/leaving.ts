/*
 * Leaving a page with something on it that is not sent: the browser asks first, unless the page leaves by itself for a
 * reason that nobody may hold up.
 */

let asks = true;

/** From here on this page leaves without a question: a shared tablet is locked, or the page comes back with all of it. */
export function leaveUnasked(): void {
	asks = false;
}

/** For `onbeforeunload`. [KEEP3] */
export function askBefore(event: BeforeUnloadEvent, isUnsent: boolean): void {
	if (asks && isUnsent) event.preventDefault();
}
