import { strToU8, zipSync } from 'fflate';

/** A cell as Excel keeps it; `date` is its serial number, `rich` text of several formats. */
export type CellValue =
	string | number | boolean | null | { date: number } | { rich: string[] } | { error: string };

export interface SheetContent {
	name: string;
	rows: CellValue[][];
	/** Such as A1:R1. */
	merged?: string;
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const escaped = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function columnName(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function sheetXml({ rows, merged }: SheetContent, shared: (xml: string) => number): string {
	const cell = (value: CellValue, at: string): string => {
		const run = (text: string) => `<t xml:space="preserve">${escaped(text)}</t>`;
		if (value === null) return '';
		if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
		if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
		if (typeof value === 'string') return `<c r="${at}" t="s"><v>${shared(run(value))}</v></c>`;
		if ('date' in value) return `<c r="${at}" s="1"><v>${value.date}</v></c>`;
		if ('error' in value) return `<c r="${at}" t="e"><f>NA()</f><v>${value.error}</v></c>`;
		const runs = value.rich.map((text) => `<r><rPr><b/></rPr>${run(text)}</r>`).join('');
		return `<c r="${at}" t="s"><v>${shared(runs)}</v></c>`;
	};
	const row = (cells: CellValue[], index: number) =>
		cells.length === 0
			? ''
			: `<row r="${index + 1}">${cells.map((value, at) => cell(value, `${columnName(at)}${index + 1}`)).join('')}</row>`;
	const merges = merged ? `<mergeCells count="1"><mergeCell ref="${merged}"/></mergeCells>` : '';
	return `${head}<worksheet xmlns="${spreadsheet}"><sheetData>${rows.map(row).join('')}</sheetData>${merges}</worksheet>`;
}

/**
 * The bytes of an .xlsx file with shared strings, a date style and one part for each sheet.
 * `spoil` may change a sheet's XML into what no program should write.
 */
export function workbook(sheets: SheetContent[], spoil = (xml: string) => xml): Uint8Array {
	const strings: string[] = [];
	const numbers = new Map<string, number>();
	const shared = (xml: string) => {
		if (!numbers.has(xml)) numbers.set(xml, strings.push(xml) - 1);
		return numbers.get(xml) ?? 0;
	};
	const parts: Record<string, string> = {};
	sheets.forEach((sheet, at) => (parts[`xl/worksheets/sheet${at + 1}.xml`] = spoil(sheetXml(sheet, shared))));
	const relation = (id: string, type: string, target: string) =>
		`<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`;
	const relations = (content: string) =>
		`${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
	const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
	parts['[Content_Types].xml'] =
		`${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
		`<Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/>` +
		sheets
			.map(
				(_, at) =>
					`<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${contentType}.worksheet+xml"/>`
			)
			.join('') +
		`<Override PartName="/xl/sharedStrings.xml" ContentType="${contentType}.sharedStrings+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/></Types>`;
	parts['_rels/.rels'] = relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'));
	parts['xl/_rels/workbook.xml.rels'] = relations(
		sheets.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('') +
			relation('rIdS', 'sharedStrings', 'sharedStrings.xml') +
			relation('rIdT', 'styles', 'styles.xml')
	);
	parts['xl/workbook.xml'] =
		`${head}<workbook xmlns="${spreadsheet}" xmlns:r="${relationships}"><sheets>` +
		sheets
			.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
			.join('') +
		'</sheets></workbook>';
	parts['xl/styles.xml'] =
		`${head}<styleSheet xmlns="${spreadsheet}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/m/d\\ h:mm;@"/></numFmts>` +
		'<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>' +
		'<cellStyleXfs count="1"><xf/></cellStyleXfs>' +
		'<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>';
	parts['xl/sharedStrings.xml'] =
		`${head}<sst xmlns="${spreadsheet}" uniqueCount="${strings.length}">${strings.map((xml) => `<si>${xml}</si>`).join('')}</sst>`;
	const content = Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)]));
	// A fixed time keeps the bytes the same each time the files are written.
	return zipSync(content, { mtime: '2026-11-23T12:00:00' });
}
