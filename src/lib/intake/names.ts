import { narrow } from './text.ts';

/** No space stands inside a Chinese name: 张 三 is 张三. */
export const personName = (name: string): string =>
	narrow(name).replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '');

/** What two spellings of one name have in common. */
export const nameKey = (name: string): string => personName(name).toLowerCase();
