import { expect, it } from 'vitest';
import { panelHtml } from '../../../src/extension/panel/html.ts';
import { Uri } from '../../fixtures/vscode.ts';

const webview = {
  cspSource: 'https://resources.example',
  asWebviewUri: (uri: { path: string }) => `https://resources.example${uri.path}`,
};

function page(): { html: string; policy: Map<string, string> } {
  const html = panelHtml(webview as never, Uri.file('/ext') as never);
  const content = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
  const directives = content.split('; ').map((one) => one.split(/ (.*)/s));
  return { html, policy: new Map(directives.map(([name = '', value = '']) => [name, value])) };
}

it('the policy allows nothing by default, and only the page’s own script and style', () => {
  const { html, policy } = page();
  const nonce = /<script nonce="([^"]+)"/.exec(html)?.[1];
  expect(nonce?.length).toBeGreaterThan(20);
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('script-src')).toBe(`'nonce-${nonce}'`);
  expect(policy.get('img-src')).toBe('blob:');
  expect(policy.get('connect-src')).toBe("'none'");
  expect(policy.get('style-src')).toBe(`https://resources.example 'nonce-${nonce}'`);
  for (const value of policy.values()) expect(value).not.toMatch(/unsafe|\*|data:|http:/);
});

it('every page has a nonce of its own, and no script in its text', () => {
  const [one, other] = [page().html, page().html];
  expect(one).not.toBe(other);
  expect(one).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(one).not.toMatch(/\son\w+=/);
});
