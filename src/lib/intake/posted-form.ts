/** A browser sends a file and some fields. To parse a form of a hundred thousand parts holds all boards up for seconds. */
const mostParts = 8;
/** Bytes of a part's headers. */
const longestHead = 4_000;

/**
 * A posted form with a file of megabytes, parsed at once whatever it holds. [ACC14]
 *
 * @returns null for what no browser posts
 * @throws whatever breaks the body off
 */
export async function readPostedForm(request: Request): Promise<FormData | null> {
	const body = await request.arrayBuffer();
	const named = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(request.headers.get('content-type') ?? '');
	const boundary = named?.[1] ?? named?.[2];
	if (boundary === undefined || !hasFewParts(Buffer.from(body), `--${boundary}`)) return null;
	// By the very boundary that was looked for.
	const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` };
	return new Response(body, { headers }).formData().catch(() => null);
}

/** Whether there are few parts, each with short headers. Anything between may be as long as it is. */
function hasFewParts(body: Buffer, mark: string): boolean {
	let parts = 0;
	for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) {
		const hasEnd = body.subarray(at, at + longestHead).includes('\r\n\r\n');
		if (++parts > mostParts || (!hasEnd && body.length - at >= longestHead)) return false;
	}
	return true;
}
