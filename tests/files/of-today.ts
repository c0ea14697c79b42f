import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { timeZone } from './day.ts';
import { filesOn } from './make.ts';

/** YYYY-MM-DD in the workshop of the files. */
export const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format();

/** Writes the files beside this one as of today, for servers and programs that go by the clock. */
export function writeToday(folder: string): (name: string) => string {
	for (const [name, content] of Object.entries(filesOn(today))) writeFileSync(join(folder, name), content);
	return (name) => join(folder, name);
}
