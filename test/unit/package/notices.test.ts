import { describe, expect, it } from 'vitest';
import type { Metafile } from 'esbuild';
import { noticeOf, packageFolders } from '../../../scripts/package/bundledPackages.mjs';

const metafile = (inputs: Record<string, number>): Metafile => ({
  inputs: {},
  outputs: {
    'dist/extension.cjs': {
      bytes: 1,
      imports: [],
      exports: [],
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
      ),
    },
  },
});

describe('the packages in a bundle', () => {
  it('are those that code came from', () => {
    const folders = packageFolders([
      metafile({
        'src/a.ts': 5,
        'node_modules/zod/v4/index.js': 9,
        'node_modules/zod/v4/core.js': 9,
        'node_modules/@vscode/l10n/dist/main.js': 1,
        'node_modules/a/node_modules/b/index.js': 1,
        'node_modules/unused/index.js': 0,
      }),
    ]);
    expect(folders).toEqual([
      'node_modules/@vscode/l10n',
      'node_modules/a/node_modules/b',
      'node_modules/zod',
    ]);
  });

  it('have their licence text told', async () => {
    expect(await noticeOf('node_modules/zod')).toMatchObject({ name: 'zod', licence: 'MIT' });
    const { text } = await noticeOf('node_modules/@vscode/l10n');
    expect(text).toContain('Microsoft Corporation');
    expect(text).toContain('Permission is hereby granted');
  });

  it('must not be the one that is there for its wheels alone', async () => {
    await expect(noticeOf('node_modules/@bentopdf/pymupdf-wasm')).rejects.toThrow('AGPL');
  });
});
