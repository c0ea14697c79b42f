/** What a colour means; `plain` is the ink of the page. Each is shown with its sign and a word. */
export type Tone = 'late' | 'tight' | 'fine' | 'stopped' | 'accent' | 'plain';

/** The sign that stands before a word of a tone, for people who do not see the colour. */
export const toneSigns: Readonly<Record<Tone, string>> = {
	late: '▲',
	tight: '●',
	fine: '✓',
	stopped: '',
	accent: '',
	plain: ''
};
