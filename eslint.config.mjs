import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom: the arrows of docs/architecture.md. A folder that is not in a list may not be imported.
 * `vscode` may be imported by src/extension alone.
 */
const arrows = {
  ipc: [],
  figures: [],
  reasoning: ['figures'],
  sandbox: ['ipc', 'figures', 'reasoning'],
  // Of inference only its protocol: what crosses the boundary.
  models: ['ipc', 'figures', 'reasoning', 'inference/protocol'],
  inference: ['ipc'],
  runs: ['figures', 'reasoning'],
  panel: ['figures', 'reasoning', 'runs'],
  cli: ['ipc', 'figures', 'reasoning', 'sandbox', 'models', 'runs'],
  extension: ['ipc', 'figures', 'reasoning', 'sandbox', 'models', 'runs', 'panel'],
};

/** Folders whose code is pure: no Node built-ins. */
const pure = ['reasoning'];

const folders = Object.keys(arrows);
const arrowRules = folders.map((folder) => {
  const forbidden = folders.filter((other) => other !== folder && !arrows[folder].includes(other));
  const patterns = forbidden.map((other) => ({
    group: [
      `**/${other}/*.ts`,
      `**/${other}/**/*.ts`,
      ...(arrows[folder].includes(`${other}/protocol`) ? [`!**/${other}/protocol.ts`] : []),
    ],
    message: `src/${folder} may not import src/${other} (docs/architecture.md, "Who may import whom").`,
  }));
  if (pure.includes(folder))
    patterns.push({
      group: ['node:*', 'fs', 'child_process', 'net', 'http'],
      message: 'Pure code.',
    });
  if (folder !== 'extension')
    patterns.push({ group: ['vscode'], message: 'Only src/extension may import vscode.' });
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
});

/** The page is browser code: of src it may run what has no Node in it, and know the types of the rest. */
const pageRules = {
  files: ['webview/**/*.ts', 'webview/**/*.tsx'],
  languageOptions: { globals: globals.browser, parserOptions: { projectService: true } },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': [
      'error',
      { checksVoidReturn: { attributes: false } },
    ],
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: 'src/(?!ipc/|panel/|runs/timeline|runs/usage)',
            allowTypeImports: true,
            message: 'The page runs src/ipc, src/panel, src/runs/timeline.ts and usage.ts only.',
          },
          { group: ['node:*', 'vscode'], message: 'The page is browser code.' },
          {
            group: ['@vscode/webview-ui-toolkit', '@vscode/webview-ui-toolkit/*'],
            message: 'Only webview/ui/controls.tsx knows the toolkit.',
          },
        ],
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ['dist/', '.cache/', 'node_modules/', 'test/fixtures/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: globals.node },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['scripts/**', 'bench/**', 'src/cli/**'], rules: { 'no-console': 'off' } },
  { files: ['test/**'], rules: { 'no-console': 'off' } },
  ...arrowRules,
  pageRules,
  {
    files: ['webview/ui/controls.tsx'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
);
