import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true) },
	kit: {
		adapter: adapter({ out: 'build' }),
		// svelte-check must also see what lies outside src/.
		typescript: {
			config: (config) => ({
				...config,
				include: [...config.include, '../*.ts', '../scripts/**/*.ts', '../tests/**/*.ts']
			})
		}
	}
};
