import { strToU8, zipSync } from 'fflate';

/*
 * Workbooks of which each sheet's XML is given, as Excel or LibreOffice writes it: for what `workbook()` beside this
 * does not write.
 */

export interface RawSheet {
	name: string;
	/** Such as `state="hidden"`. */
	attributes?: string;
	/** What stands in the worksheet: `<sheetData>` and what goes before and after it. */
	xml: string;
}

export interface RawWorkbook {
	sheets: RawSheet[];
	/** Attributes of `<workbookPr>`. */
	properties?: string;
	/** Format codes of the styles 1, 2 ...; style 0 is General. */
	formats?: string[];
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const escaped = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function rawWorkbook({ sheets, properties = '', formats = [] }: RawWorkbook): Uint8Array {
	const parts: Record<string, string> = {};
	const relation = (id: string, type: string, target: string) =>
		`<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`;
	const relations = (content: string) =>
		`${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
	sheets.forEach(({ xml }, at) => {
		parts[`xl/worksheets/sheet${at + 1}.xml`] = `${head}<worksheet xmlns="${spreadsheet}">${xml}</worksheet>`;
	});
	parts['_rels/.rels'] = relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'));
	parts['xl/_rels/workbook.xml.rels'] = relations(
		sheets.map((_, at) => relation(`rId${at + 2}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('') +
			relation('rIdT', 'styles', 'styles.xml')
	);
	parts['xl/workbook.xml'] =
		`${head}<workbook xmlns="${spreadsheet}" xmlns:r="${relationships}"><workbookPr ${properties}/><sheets>` +
		sheets
			.map(
				({ name, attributes = '' }, at) =>
					`<sheet name="${escaped(name)}" sheetId="${at + 1}" ${attributes} r:id="rId${at + 2}"/>`
			)
			.join('') +
		'</sheets></workbook>';
	parts['xl/styles.xml'] =
		`${head}<styleSheet xmlns="${spreadsheet}"><numFmts count="${formats.length}">` +
		formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`).join('') +
		`</numFmts><cellXfs count="${formats.length + 1}"><xf numFmtId="0"/>` +
		formats.map((_, at) => `<xf numFmtId="${164 + at}" applyNumberFormat="1"/>`).join('') +
		'</cellXfs></styleSheet>';
	return zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)])), {
		mtime: '2026-11-23T12:00:00'
	});
}

/** A cell with text in it, as programs write it that share no strings. Without a reference where `at` is ''. */
export const textCell = (text: string, at = ''): string =>
	`<c${at && ` r="${at}"`} t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;

/** Rows of texts, cells and rows without references: Excel counts them. */
export const textRows = (...rows: string[][]): string =>
	`<sheetData>${rows.map((cells) => `<row>${cells.map((text) => (text === '' ? '<c/>' : textCell(text))).join('')}</row>`).join('')}</sheetData>`;
