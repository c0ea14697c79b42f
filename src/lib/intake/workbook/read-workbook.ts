import { posix } from 'node:path';
import { mostSheets } from '../limits.ts';
import { Refused } from '../../model/refusal.ts';
import { Archive } from './archive.ts';
import { readSharedStrings } from './shared-strings.ts';
import { type Book, readSheet, type SheetContent } from './sheet.ts';
import { readStyles } from './styles.ts';
import { isTrue, parseXml } from './xml.ts';

export interface WorkbookSheet {
	name: string;
	hidden: boolean;
	/** Read when it is called. */
	content(): SheetContent;
}

interface Relation {
	type: string;
	part: string;
}

/** Where the workbook itself lies; some programs call it otherwise. */
function mainPart(archive: Archive): string {
	const relations = relationsOf(archive, '_rels/.rels', '');
	return [...relations.values()].find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
}

function relationsOf(archive: Archive, part: string, folder: string): Map<string, Relation> {
	const relations = new Map<string, Relation>();
	const bytes = archive.part(part);
	if (bytes)
		parseXml(bytes, {
			open(name, { Id = '', Type = '', Target = '' }) {
				if (name !== 'Relationship' || relations.size > 10 * mostSheets) return;
				const path = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
				relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), part: path });
			}
		});
	return relations;
}

/**
 * The worksheets of an .xlsx workbook, in their order.
 *
 * @throws Refused
 */
export function openWorkbook(bytes: Uint8Array): WorkbookSheet[] {
	const archive = new Archive(bytes);
	const main = mainPart(archive);
	const workbook = archive.part(main);
	if (!workbook) throw new Refused({ code: 'brokenWorkbook' });
	const folder = posix.dirname(main);
	const relations = relationsOf(archive, `${folder}/_rels/${posix.basename(main)}.rels`, folder);
	const partOf = (wanted: string) => [...relations.values()].find(({ type }) => type === wanted)?.part;
	const named: { name: string; hidden: boolean; part: string }[] = [];
	let is1904 = false;
	parseXml(workbook, {
		open(name, attributes) {
			if (name === 'workbookPr') is1904 = isTrue(attributes.date1904);
			if (name !== 'sheet' || named.length === mostSheets) return;
			const id = Object.entries(attributes).find(([key]) => /(?:^|:)id$/.test(key))?.[1] ?? '';
			const relation = relations.get(id);
			if (relation?.type !== 'worksheet') return;
			const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
			named.push({ name: attributes.name ?? '', hidden, part: relation.part });
		}
	});
	let book: Book | null = null;
	return named.map(({ part, ...sheet }) => ({
		...sheet,
		content() {
			const content = archive.part(part);
			if (!content) throw new Refused({ code: 'brokenWorkbook' });
			book ??= {
				strings: readSharedStrings(archive, partOf('sharedStrings')),
				formats: readStyles(archive, partOf('styles')),
				is1904,
				cells: 0
			};
			return readSheet(content, book);
		}
	}));
}
