import type { Archive } from './archive.ts';
import { formatById, type NumberFormat } from './number-format.ts';
import { parseXml } from './xml.ts';

/** More than Excel's own 65,490 cell styles. */
const mostStyles = 100_000;

/** The number format of each cell style, by its index. */
export function readStyles(archive: Archive, part: string | undefined): NumberFormat[] {
	const bytes = part === undefined ? null : archive.part(part);
	if (!bytes) return [];
	const custom = new Map<number, string>();
	const ids: number[] = [];
	let inCellStyles = false;
	parseXml(bytes, {
		open(name, attributes) {
			if (name === 'numFmt') custom.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
			if (name === 'cellXfs') inCellStyles = true;
			if (name === 'xf' && inCellStyles && ids.length < mostStyles)
				ids.push(Number(attributes.numFmtId ?? 0));
		},
		close(name) {
			if (name === 'cellXfs') inCellStyles = false;
		}
	});
	return ids.map((id) => formatById(id, custom));
}
