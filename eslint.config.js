import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
	{
		ignores: ['build/', '.svelte-kit/', '.data/', 'src/lib/paraglide/', 'test-results/', 'playwright-report/']
	},
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	prettier,
	...svelte.configs.prettier,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			// TypeScript knows every global; this rule does not.
			'no-undef': 'off',
			'no-console': 'error',
			eqeqeq: ['error', 'smart'],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
		},
		rules: {
			// Nothing is served below a base path, and most addresses here are built from data.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		// A forgotten `await` is this product's worst kind of mistake: a command acknowledged before its commit.
		files: ['src/**/*.ts', 'tests/**/*.ts', 'scripts/**/*.ts', 'tools/**/*.ts', 'vite/**/*.ts', '*.ts'],
		ignores: ['**/*.svelte.ts'],
		languageOptions: { parserOptions: { projectService: true } },
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			// Of the strict rules those that found something here.
			'@typescript-eslint/no-base-to-string': 'error',
			'@typescript-eslint/no-deprecated': 'error',
			'@typescript-eslint/require-array-sort-compare': 'error',
			'@typescript-eslint/restrict-plus-operands': 'error',
			'@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			]
		}
	},
	{
		// What comes from outside is `any` to TypeScript, and would be believed unread. Tests may.
		files: ['src/**/*.ts', 'scripts/**/*.ts'],
		ignores: ['**/*.svelte.ts', '**/*.test.ts', '**/*.testing.ts'],
		rules: {
			'@typescript-eslint/no-unsafe-argument': 'error',
			'@typescript-eslint/no-unsafe-assignment': 'error',
			'@typescript-eslint/no-unsafe-call': 'error',
			'@typescript-eslint/no-unsafe-member-access': 'error',
			'@typescript-eslint/no-unsafe-return': 'error'
		}
	},
	{
		// A request into a dead network is answered never: `fetchWithin` gives up.
		files: ['src/**/*.svelte', 'src/**/*.ts'],
		ignores: ['**/*.server.ts', '**/*.test.ts', '**/*.testing.ts', 'src/lib/forms/fetch-within.ts'],
		rules: { 'no-restricted-globals': ['error', { name: 'fetch', message: 'Use fetchWithin.' }] }
	},
	{
		files: ['src/**/*.ts', 'src/**/*.svelte'],
		ignores: ['src/lib/model/id.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: "CallExpression[callee.object.name='v'][callee.property.name='uuid']",
					message: 'Use `id` or `readId` of src/lib/model/id.ts: an id in capitals is the same id. [ID1]'
				}
			]
		}
	},
	{
		files: ['scripts/**', 'tools/**', 'server.ts', 'tests/**'],
		rules: { 'no-console': 'off' }
	}
);
