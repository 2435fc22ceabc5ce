import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTheme, THEMES } from '../../e2e/page/harness/theme.ts';

const STYLES = new URL('../../../webview/styles/', import.meta.url);

/** Colours that a theme may leave out; the page uses them only in high contrast. */
const HIGH_CONTRAST_ONLY = ['--vscode-contrastBorder', '--vscode-contrastActiveBorder'];

/** Variables of VS Code that the page's styles use without saying what stands in for them. */
function needed(): readonly string[] {
  const css = readdirSync(STYLES).map((name) => readFileSync(new URL(name, STYLES), 'utf8'));
  const names = css.join('\n').matchAll(/var\((--vscode-[\w-]+)\)/g);
  return [...new Set([...names].map(([, name]) => name ?? ''))];
}

describe.each(THEMES)('the theme %s', (theme) => {
  it('has every variable that the page cannot do without', () => {
    const { kind, vars } = readTheme(theme);
    const optional = kind.includes('high-contrast') ? [] : HIGH_CONTRAST_ONLY;
    const missing = needed().filter((name) => !(name in vars) && !optional.includes(name));
    expect(missing).toEqual([]);
  });
});
