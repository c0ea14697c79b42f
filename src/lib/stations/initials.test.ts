import { expect, test } from 'vitest';
import { byInitial } from './initials.ts';

const names = ['周涛', '王芳', 'Åsa', '欧阳晓', '李磊', 'Wendy', '林晓', '3 号', '阿明', '鄭國強', '吳志豪'];
const listed = (locale: 'zh-CN' | 'zh-TW' | 'en') =>
	byInitial(
		names.map((name) => ({ name })),
		locale
	).map(({ label, named }) => `${label}: ${named.map(({ name }) => name).join(' ')}`);

test.each(['zh-CN', 'en'] as const)('names stand under the letter that pinyin begins with, in %s', (locale) =>
	expect(listed(locale)).toEqual([
		...['#: 3 号', 'A: 阿明 Åsa', 'L: 李磊 林晓', 'O: 欧阳晓', 'W: 王芳 吳志豪 Wendy', 'Z: 鄭國強 周涛']
	])
);

test('in Taiwan under the number of strokes, and Latin ones under their letter', () =>
	expect(listed('zh-TW')).toEqual([
		...[
			'#: 3 号',
			'4: 王芳',
			'7: 吳志豪 李磊',
			'8: 周涛 林晓 欧阳晓 阿明',
			'15: 鄭國強',
			'A: Åsa',
			'W: Wendy'
		]
	]));
