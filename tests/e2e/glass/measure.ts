import type { Plan } from './shown.ts';

/* What is wrong with a picture: texts over the edge, cut off or over one another, and cars without what they need. */

/** Less than this is rounding, CSS pixels. */
const SLACK = 1;

interface Text {
	text: string;
	left: number;
	right: number;
	/** Of the signs themselves: lines may be set tighter than their fonts' boxes. */
	top: number;
	bottom: number;
}

const isHidden = (element: Element): boolean => element.closest('.visually-hidden') !== null;

function textsIn(root: Element): Text[] {
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	const range = document.createRange();
	const texts: Text[] = [];
	while (walker.nextNode()) {
		const node = walker.currentNode;
		const text = node.textContent?.trim() ?? '';
		if (!text || isHidden(node.parentElement!)) continue;
		range.selectNodeContents(node);
		for (const { left, right, top, bottom, height, width } of range.getClientRects()) {
			if (width === 0) continue;
			texts.push({ text, left, right, top: top + 0.28 * height, bottom: bottom - 0.28 * height });
		}
	}
	return texts;
}

function overlaps(texts: readonly Text[]): string[] {
	const sorted = [...texts].sort((a, b) => a.top - b.top);
	const found: string[] = [];
	sorted.forEach((one, index) => {
		for (let next = index + 1; next < sorted.length && sorted[next]!.top < one.bottom - SLACK; next++) {
			const other = sorted[next]!;
			const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
			if (wide > SLACK) found.push(`“${one.text}” lies on “${other.text}”`);
		}
	});
	return found;
}

/** Texts that a box with a hidden overflow cuts off, or the glass. */
function cutOff(root: Element, texts: readonly Text[]): string[] {
	const glass = root.getBoundingClientRect();
	const out = texts.filter(
		({ left, right, top, bottom }) =>
			left < glass.left - SLACK ||
			right > glass.right + SLACK ||
			top < glass.top - SLACK ||
			bottom > glass.bottom + SLACK
	);
	const clipping = [...root.querySelectorAll('*')].filter(
		(element) =>
			!isHidden(element) &&
			element.scrollWidth > element.clientWidth + SLACK &&
			getComputedStyle(element).overflowX !== 'visible' &&
			element.textContent !== ''
	);
	return [
		...out.map(({ text }) => `“${text}” reaches over the edge`),
		...clipping.map((element) => `“${element.textContent}” is cut off`)
	];
}

const squeezed = (text: string) => text.replace(/\s+/g, '');

/** Rows without the plate or code, the stage or stoppage, or the hour with its day. */
function lacking(root: Element, { rows }: Plan, kind: 'wall' | 'lounge', stale: boolean): string[] {
	const boxes = [...root.querySelectorAll(kind === 'wall' ? '.cars li' : '.cars > ul > li')];
	return boxes.flatMap((box) => {
		const told = squeezed([...box.querySelectorAll('.plate, .ticket')].map((e) => e.textContent).join(''));
		const row = rows.find(
			({ plate, ticket }) => told !== '' && (told === squeezed(plate ?? ticket) || told === ticket)
		);
		if (!row) return [`no plate or code in “${box.textContent}”`];
		const text = squeezed(box.textContent);
		const section = squeezed(box.closest('section')?.querySelector('h2')?.textContent ?? '');
		const stages = row.stoppage ? [row.stoppage] : (row.stageForms ?? row.stepForms ?? []);
		const hasStage = stages.some(
			(stage) => text.includes(squeezed(stage)) || section.includes(squeezed(stage))
		);
		const hour = squeezed(row.day + row.time);
		const hasHour = (kind === 'lounge' && (stale || row.passed === true)) || text.includes(hour);
		return [
			...(hasStage ? [] : [`no stage in “${box.textContent}”`]),
			...(hasHour ? [] : [`no hour in “${box.textContent}”`])
		];
	});
}

export function faultsOf(root: Element, plan: Plan, kind: 'wall' | 'lounge', stale: boolean): string[] {
	const call = root.querySelector('.call');
	const texts = textsIn(call ?? root);
	const faults = [...cutOff(call ?? root, texts), ...overlaps(texts), ...lacking(root, plan, kind, stale)];
	if (kind === 'wall' && plan.rows.length > 0 && !root.querySelector('.plate, .columns p'))
		faults.push('no car');
	const codes = root.querySelectorAll('section .ticket, section ul li').length;
	if (kind === 'lounge' && plan.ready > 0 && codes === 0) faults.push('no ready car');
	return faults;
}
