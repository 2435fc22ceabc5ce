import { describe, expect, it } from 'vitest';
import {
  extensionManifest,
  extensionReadme,
  namedFiles,
} from '../../../scripts/package/manifest.mjs';

describe('the manifest of the extension', () => {
  it('has nothing that installs or runs anything', () => {
    const manifest = JSON.parse(
      extensionManifest({
        name: 'figscope',
        private: true,
        type: 'module',
        bin: { figscope: 'dist/cli.mjs' },
        scripts: { postinstall: 'x' },
        dependencies: { zod: '4' },
        devDependencies: { vitest: '4' },
        contributes: { commands: [] },
      }),
    ) as unknown;
    expect(manifest).toEqual({ name: 'figscope', contributes: { commands: [] } });
  });
});

describe('the page of the extension', () => {
  it('has neither pictures nor links that would be broken there', () => {
    const page = extensionReadme(
      'One.\n\n![A (nice) panel](media/panel.png)\n\nSee [security](docs/security.md) and [Node](https://nodejs.org), [below](#below).\n',
    );
    expect(page).toBe('One.\n\nSee security and [Node](https://nodejs.org), [below](#below).\n');
  });

  it('keeps pictures that have an address', () => {
    const line = '![Panel](https://example.org/panel.png)\n';
    expect(extensionReadme(line)).toBe(line);
  });
});

describe('the files that a manifest names', () => {
  it('are found wherever they stand', () => {
    expect(
      namedFiles({
        main: './dist/extension.cjs',
        icon: 'media/icon.png',
        contributes: {
          commands: [{ command: 'figscope.ask', title: '%ask%', icon: '$(search)' }],
          viewsContainers: { activitybar: [{ icon: 'media/activity.svg' }] },
          walkthroughs: [{ steps: [{ media: { svg: 'media/walkthrough/ask.svg' } }] }],
        },
        keywords: ['media/figure'],
      }),
    ).toEqual([
      'dist/extension.cjs',
      'media/icon.png',
      'media/activity.svg',
      'media/walkthrough/ask.svg',
    ]);
  });
});
