import { Refused } from '../../model/refusal.ts';
import type { Archive } from './archive.ts';
import { longestCell } from '../limits.ts';
import { parseXml } from './xml.ts';

const mostStrings = 1_000_000;

/** The texts that cells refer to by their index. Runs of one text are joined; readings of Japanese names are left out. */
export function readSharedStrings(archive: Archive, part: string | undefined): string[] {
	const bytes = part === undefined ? null : archive.part(part);
	if (!bytes) return [];
	const strings: string[] = [];
	let current = '';
	let inText = false;
	let inReading = false;
	parseXml(bytes, {
		open(name) {
			if (name === 'si') current = '';
			if (name === 'rPh') inReading = true;
			if (name === 't') inText = true;
		},
		text(text) {
			if (inText && !inReading && current.length < longestCell) current += text.slice(0, longestCell);
		},
		close(name) {
			if (name === 't') inText = false;
			if (name === 'rPh') inReading = false;
			if (name !== 'si') return;
			strings.push(current.slice(0, longestCell));
			if (strings.length > mostStrings) throw new Refused({ code: 'tooComplex' });
		}
	});
	return strings;
}
