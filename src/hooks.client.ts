import { baseLocale, isLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';

// The server decided the language and wrote it into the page; asking the browser again could only
// disagree with what is already on the screen.
overwriteGetLocale(() => {
	const { lang } = document.documentElement;
	return isLocale(lang) ? lang : baseLocale;
});
