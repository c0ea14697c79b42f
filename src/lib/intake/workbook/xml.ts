import { SaxesParser } from 'saxes';
import { Refused } from '../../model/refusal.ts';

export type Attributes = Record<string, string>;

export interface XmlEvents {
	/** Names come without their prefix: `x:row` is `row`. */
	open?(name: string, attributes: Attributes): void;
	text?(text: string): void;
	close?(name: string): void;
}

const chunk = 64 * 1024;

const local = (name: string) => name.slice(name.indexOf(':') + 1);

const encodingOf = ([first, second]: Uint8Array): string => {
	if (first === 0xff && second === 0xfe) return 'utf-16le';
	return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
};

/**
 * Tells the elements and texts of a document in their order. Entities of its own are not expanded.
 *
 * @throws Refused where it is not well-formed; whatever `events` throw
 */
export function parseXml(bytes: Uint8Array, { open, text, close }: XmlEvents): void {
	const parser = new SaxesParser();
	parser.on('error', () => {
		throw new Refused({ code: 'brokenWorkbook' });
	});
	if (open) parser.on('opentag', ({ name, attributes }) => open(local(name), attributes));
	if (text) {
		parser.on('text', text);
		parser.on('cdata', text);
	}
	if (close) parser.on('closetag', ({ name }) => close(local(name)));
	const decoder = new TextDecoder(encodingOf(bytes));
	for (let at = 0; at < bytes.length; at += chunk)
		parser.write(decoder.decode(bytes.subarray(at, at + chunk), { stream: true }));
	parser.write(decoder.decode()).close();
}

/** Excel writes 1, LibreOffice `true`. */
export const isTrue = (value: string | undefined): boolean =>
	value === '1' || value === 'true' || value === 'on';
