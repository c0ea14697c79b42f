import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true) },
	kit: {
		adapter: adapter({ out: 'build' }),
		// Scripts are ours or carry the nonce of their answer; styles may be inline, since Svelte writes style
		// attributes. The socket's address is added for each answer: see headers.ts.
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['none'],
				'script-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'manifest-src': ['self'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none'],
				'object-src': ['none']
			}
		},
		// Spans of requests, loads and form actions: see src/instrumentation.server.ts.
		experimental: { instrumentation: { server: true }, tracing: { server: true } },
		// svelte-check must also see what lies outside src/.
		typescript: {
			config: (config) => ({
				...config,
				include: [
					...config.include,
					'../*.ts',
					'../scripts/**/*.ts',
					'../tests/**/*.ts',
					'../tools/**/*.ts',
					'../vite/**/*.ts'
				]
			})
		}
	}
};
