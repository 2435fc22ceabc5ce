import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FigureSource } from '../../../../src/extension/contracts.ts';
import { registerDocuments } from '../../../../src/extension/documents/index.ts';
import type { Services } from '../../../../src/extension/services.ts';
import {
  commands,
  fake,
  Uri,
  window,
  type CodeLens,
  type Hover,
} from '../../../fixtures/vscode.ts';

let folder: string;
let asked: FigureSource[][];

beforeEach(async () => {
  fake.reset();
  asked = [];
  folder = await mkdtemp(join(tmpdir(), 'figscope-documents-'));
  fake.folder(folder);
  await mkdir(join(folder, 'notes'));
  for (const name of ['notes/a.png', 'notes/b (1).tif', 'root.jpg', 'notes/folder.png/x'])
    await writeFile(join(folder, name), '').catch(() =>
      mkdir(join(folder, name), { recursive: true }),
    );
  registerDocuments({
    sessions: {
      askAbout: (sources: FigureSource[]) => {
        asked.push(sources);
        return Promise.resolve();
      },
    },
    log: { error: () => undefined },
  } as unknown as Services);
});

const text = (words: string, languageId = 'markdown', name = 'notes/paper.md') => ({
  uri: Uri.file(join(folder, name)),
  languageId,
  getText: () => words,
});
const provider = (kind: string) => {
  const found = [...fake.providers].find(([name]) => name.startsWith(`${kind} `));
  return found?.[1];
};
const lenses = (document: unknown) =>
  (
    provider('codeLens') as { provideCodeLenses(one: unknown): Promise<CodeLens[]> }
  ).provideCodeLenses(document);
const paths = async (document: unknown) =>
  (await lenses(document)).map((one) =>
    (one.command.arguments[0] as Uri).path.slice(folder.length),
  );

describe('lenses', () => {
  it('ask about the files that exist, with the caption and the line', async () => {
    const found = await lenses(text('![](gone.png)\n\n![Cells](a.png) ![](folder.png)'));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      range: { startLine: 2, startCharacter: 0, endLine: 2, endCharacter: 15 },
      command: {
        title: 'Ask about this figure',
        command: 'figscope.askAboutFigure',
        arguments: [{ scheme: 'file' }, { caption: 'Cells', origin: 'line 3 of paper.md' }],
      },
    });
  });

  it('look beside a Markdown document, and in the workspace for a leading slash', async () => {
    const markdown =
      '![](./a.png) ![](../root.jpg) ![](/root.jpg) ![](root.jpg) ![](../notes/a.png)';
    expect(await paths(text(markdown))).toEqual([
      '/notes/a.png',
      '/root.jpg',
      '/root.jpg',
      '/notes/a.png',
    ]);
  });

  it('look for endings and in the workspace for LaTeX', async () => {
    const latex = String.raw`\includegraphics{a} \includegraphics{root} \includegraphics{notes/a} \includegraphics{gone}`;
    expect(await paths(text(latex, 'latex', 'notes/paper.tex'))).toEqual([
      '/notes/a.png',
      '/root.jpg',
      '/notes/a.png',
    ]);
  });

  it('take absolute paths', async () => {
    expect(await paths(text(`![](${folder}/notes/a.png) ![](file://${folder}/root.jpg)`))).toEqual([
      '/notes/a.png',
      '/root.jpg',
    ]);
  });

  it('can be turned off', async () => {
    fake.settings.set('figscope.codeLens', false);
    expect(await lenses(text('![](a.png)'))).toEqual([]);
  });
});

describe('a hover', () => {
  const hover = (document: unknown, line: number, character: number) =>
    (
      provider('hover') as { provideHover(one: unknown, at: unknown): Promise<Hover | undefined> }
    ).provideHover(document, { line, character });

  it('has the command, and trusts no other', async () => {
    const found = await hover(text('See ![Cells) [x](a.png)](<b (1).tif>)'), 0, 6);
    expect(found?.contents.isTrusted).toEqual({ enabledCommands: ['figscope.askAboutFigure'] });
    const link = /\]\(command:figscope\.askAboutFigure\?([^()\s]*)\)$/.exec(
      found?.contents.value ?? '',
    );
    expect(JSON.parse(decodeURIComponent(link?.[1] ?? ''))).toMatchObject([
      { scheme: 'file' },
      { caption: 'Cells) x', origin: 'line 1 of paper.md' },
    ]);
  });

  it('previews what VS Code does not preview itself', async () => {
    const latex = text(String.raw`\includegraphics{a.png}`, 'latex', 'notes/paper.tex');
    expect((await hover(latex, 0, 3))?.contents.value).toMatch(
      /^!\[\]\(file:.*a\.png\|height=200\)/,
    );
    expect((await hover(text('![](a.png)'), 0, 3))?.contents.value).not.toContain('height=');
  });

  it('is nothing elsewhere, nor for files that are not there', async () => {
    expect(await hover(text('See ![](a.png)'), 0, 2)).toBeUndefined();
    expect(await hover(text('![](gone.png)'), 0, 2)).toBeUndefined();
  });
});

describe('asking about the figure on a line', () => {
  const ask = async (document: unknown, line: number, character = 0) => {
    window.activeTextEditor = { document, selection: { active: { line, character } } };
    await commands.executeCommand('figscope.askAboutLine');
    return asked.flat().map((one) => (one.kind === 'uri' ? one.uri.path.slice(folder.length) : ''));
  };

  it('takes the one under the cursor, else all on the line', async () => {
    const document = text('\n![A](a.png) ![](/root.jpg)');
    expect(await ask(document, 1, 3)).toEqual(['/notes/a.png']);
    expect(asked[0]?.[0]).toMatchObject({ caption: 'A', origin: 'line 2 of paper.md' });
    asked = [];
    expect(await ask(text('x ![](a.png) ![](/root.jpg)'), 0)).toEqual([
      '/notes/a.png',
      '/root.jpg',
    ]);
  });

  it('takes the figure of the environment in LaTeX', async () => {
    const latex = '\\begin{figure}\n\\includegraphics{a}\n\\caption{C}\n\\end{figure}';
    expect(await ask(text(latex, 'latex', 'notes/paper.tex'), 2)).toEqual(['/notes/a.png']);
  });

  it.each([
    ['paper.md names gone.png', '![](gone.png)', 'markdown'],
    ['No figure is named', 'words', 'markdown'],
    ['Open a Markdown', '![](a.png)', 'python'],
  ])('says why there is none: %s', async (words, content, language) => {
    expect(await ask(text(content, language), 0)).toEqual([]);
    expect(fake.said.map((one) => one.text)).toEqual([expect.stringContaining(words)]);
  });

  it('sees a file that is deleted, after a moment at most', async () => {
    const document = text('![](a.png)');
    expect(await paths(document)).toHaveLength(1);
    await rm(join(folder, 'notes/a.png'));
    expect(await paths(document)).toHaveLength(1);
    const now = Date.now;
    Date.now = () => now() + 6_000;
    try {
      expect(await paths(document)).toEqual([]);
    } finally {
      Date.now = now;
    }
  });
});
