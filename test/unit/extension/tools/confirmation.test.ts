import { describe, expect, it } from 'vitest';
import { literally, namesOf, outside } from '../../../../src/extension/tools/confirmation.ts';
import { escaped } from '../../../../src/extension/escaped.ts';
import { Uri } from '../../../fixtures/vscode.ts';

const figure = (name: string, known: boolean) => ({ uri: Uri.file('/x') as never, name, known });

describe('literally', () => {
  it('shows code in a fence that the code cannot end', () => {
    const code = 'print(1)\n```\n[Allow](command:evil)\n````\n';
    const [first = '', ...rest] = literally(code, 'python').split('\n');
    expect(first).toBe('`````python');
    expect(rest.at(-1)).toBe('`````');
    expect(rest.slice(0, -1).join('\n')).toBe(code.trimEnd());
  });

  it('says that text has characters which turn it around or hide it, and shows where', () => {
    const shown = literally('safe = True \u202E# \u200Bx');
    expect(shown).not.toMatch(/[\u202E\u200B]/u);
    expect(shown).toContain('safe = True \uFFFD# \uFFFDx');
    expect(shown).toContain('U+202E, U+200B');
  });

  it('has nothing to say about tabs and line ends', () => {
    expect(literally('if a:\r\n\tb()')).toBe('```text\nif a:\r\n\tb()\n```');
  });
});

describe('outside', () => {
  it('is silent about what is known', () => {
    expect(outside([figure('a.png', true)])).toEqual([]);
  });

  it('names the files, each on a line of its own', () => {
    const [sentence, names] = outside([figure('/a.png', false), figure('/b\n[x](y).png', false)]);
    expect(sentence).toContain('outside of the workspace');
    expect(names).toBe('```text\n/a.png\n/b [x](y).png\n```');
  });
});

it('names figures on one line', () => {
  expect(namesOf([figure('a\nb.png', true), figure('c.png', true)])).toBe('a b.png, c.png');
});

it.each([
  [
    '[Allow](command:evil) `x` **b** <img>',
    '\\[Allow\\]\\(command:evil\\) \\`x\\` \\*\\*b\\*\\* \\<img\\>',
  ],
  ['12. of 3\n# head', '12\\. of 3 \\# head'],
])('%j does not act as Markdown', (text, safe) => {
  expect(escaped(text)).toBe(safe);
});
