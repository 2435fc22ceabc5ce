import { mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Disposable } from 'vscode';
import type { FigureSource } from '../../../../src/extension/contracts.ts';
import { registerNotebook } from '../../../../src/extension/notebook/index.ts';
import { imagesOf, type OutputImage } from '../../../../src/extension/notebook/outputs.ts';
import { Thumbnails } from '../../../../src/extension/notebook/thumbnails.ts';
import type { Services } from '../../../../src/extension/services.ts';
import type { TreeItem } from '../../../fixtures/vscode.ts';
import { commands, fake, Uri, workspace } from '../../../fixtures/vscode.ts';
import { fakeNotebook, png, text } from './fakeNotebook.ts';

const image = (seed = 0) => [['image/png', png(seed)]] as const;
const svg = [['image/svg+xml', text('<svg/>')]] as const;
const ask = (...args: unknown[]) => commands.executeCommand('figscope.askOutput', ...args);

let asked: string[][];
let folder: string;
let registered: Disposable[];

beforeEach(async () => {
  fake.reset();
  asked = [];
  folder = await mkdtemp(join(tmpdir(), 'figscope-notebook-'));
  const sessions = {
    askAbout: (sources: FigureSource[]) => {
      asked.push(sources.map((one) => (one.kind === 'bytes' ? one.name : one.kind)));
      return Promise.resolve();
    },
  };
  registered = registerNotebook({
    context: { globalStorageUri: Uri.file(folder) },
    sessions,
    log: { error: () => undefined },
  } as unknown as Services);
});

afterEach(() => registered.forEach((one) => one.dispose()));

describe('asking about an output', () => {
  const { notebook, editor, cell } = fakeNotebook([
    '# Title',
    [image(1), image(2)],
    [svg],
    [[['text/plain', text('3')]]],
    [image(3)],
  ]);

  it('means the output that was clicked on, whichever cell is selected', async () => {
    fake.showNotebook(editor(5));
    await ask({ webviewSection: 'image', outputId: '2.2', webview: 'notebook.output' });
    expect(asked).toEqual([['counts.ipynb, cell 2, image 2.png']]);
  });

  it('finds the output in a notebook that is not in front', async () => {
    workspace.notebookDocuments = [notebook];
    await ask({ outputId: '5.1' });
    expect(asked).toEqual([['counts.ipynb, cell 5.png']]);
  });

  it('means the cell of the toolbar', async () => {
    await ask(cell(5));
    expect(asked).toEqual([['counts.ipynb, cell 5.png']]);
  });

  it('means the output that the list names', async () => {
    await ask(cell(2), cell(2).outputs[0]);
    expect(asked).toEqual([['counts.ipynb, cell 2, image 1.png']]);
  });

  it.each([undefined, { outputId: 'gone' }, { outputId: 7 }, 'text'])(
    'means the selected cell when it is given %j',
    async (argument) => {
      fake.showNotebook(editor(5));
      await ask(argument);
      expect(asked).toEqual([['counts.ipynb, cell 5.png']]);
    },
  );

  it('lets the user choose among several: one, or all', async () => {
    const labels: unknown[] = [];
    const pick = (at: number) => (items: { label: string; images: unknown }[]) => {
      labels.push(...items.map(({ label }) => label));
      return items[at];
    };
    fake.answers.push(pick(1), pick(2));
    await ask(cell(2));
    await ask(cell(2));
    expect(labels.slice(0, 3)).toEqual(['Cell 2, image 1', 'Cell 2, image 2', 'All 2 images']);
    const names = ['counts.ipynb, cell 2, image 1.png', 'counts.ipynb, cell 2, image 2.png'];
    expect(asked).toEqual([[names[1]], names]);
  });

  it('does nothing when the user chooses none', async () => {
    await ask(cell(2));
    expect(asked).toEqual([]);
    expect(fake.said).toEqual([]);
  });

  it.each([
    ['an SVG drawing', () => ask(cell(3))],
    ['an SVG drawing', () => ask({ outputId: '3.1' })],
    ['no image among the outputs', () => ask(cell(4))],
    ['Select the cell', () => ask()],
  ])('says why there is nothing to ask about: %s', async (words, run) => {
    fake.showNotebook(editor());
    await run();
    expect(asked).toEqual([]);
    expect(fake.said.map((one) => one.text)).toEqual([expect.stringContaining(words)]);
  });

  it('says that no notebook is open', async () => {
    await ask();
    expect(fake.said[0]?.text).toContain('Open a notebook');
  });
});

describe('the item in the status bar of a cell', () => {
  it('is there for images only, and is asked for again when outputs change', () => {
    const { notebook, cell } = fakeNotebook([[image()], [svg]]);
    const provider = fake.providers.get('cellStatusBar *') as {
      provideCellStatusBarItems(one: unknown): { text: string; command: unknown }[];
      onDidChangeCellStatusBarItems(listener: () => void): void;
    };
    expect(provider.provideCellStatusBarItems(cell(1))).toMatchObject([
      { text: '$(graph) Ask about this output', command: 'figscope.askOutput' },
    ]);
    expect(provider.provideCellStatusBarItems(cell(2))).toEqual([]);
    let fired = 0;
    provider.onDidChangeCellStatusBarItems(() => (fired += 1));
    fake.changeNotebook({ notebook, contentChanges: [], cellChanges: [{ cell: cell(1) }] });
    expect(fired).toBe(0);
    fake.changeNotebook({ notebook, contentChanges: [], cellChanges: [{ outputs: [] }] });
    expect(fired).toBe(1);
  });
});

interface View {
  readonly view: { readonly message: string };
  readonly treeDataProvider: {
    getChildren(): OutputImage[];
    getTreeItem(one: OutputImage): Promise<TreeItem>;
    onDidChangeTreeData(listener: () => void): void;
  };
}

describe('the view of the figures of a notebook', () => {
  const figures = () => fake.providers.get('view figscope.notebookFigures') as View;
  const keys = () =>
    fake.executed.filter((one) => one.command === 'setContext').map((one) => one.args);

  it('lists the images of the notebook in front', async () => {
    const { editor, cell } = fakeNotebook([
      '# Counts',
      [image()],
      [[['image/png', text('broken')]]],
    ]);
    expect(figures().view.message).toBe('Open a notebook to see its figures.');
    expect(figures().treeDataProvider.getChildren()).toEqual([]);
    fake.showNotebook(editor(1));
    expect(figures().view.message).toBe('');
    expect(keys()).toEqual([['figscope.notebookHasFigures', true]]);
    const items = await Promise.all(
      figures()
        .treeDataProvider.getChildren()
        .map((one) => figures().treeDataProvider.getTreeItem(one)),
    );
    expect(items).toMatchObject([
      {
        label: 'Cell 2',
        description: '40 × 30 PNG',
        tooltip: 'Cell 2 · 40 × 30 PNG\nCounts',
        accessibilityInformation: { label: 'Cell 2, counts.ipynb, 40 × 30 PNG, Counts' },
        command: { command: 'figscope.askOutput', arguments: [cell(2), cell(2).outputs[0]] },
      },
      { label: 'Cell 3', description: 'PNG, cannot be read' },
    ]);
    const icon = (items[0] as unknown as { iconPath: Uri }).iconPath;
    expect(Uint8Array.from(await readFile(icon.fsPath))).toEqual(png());
  });

  it('follows changes of outputs, once they have settled', () => {
    vi.useFakeTimers();
    try {
      const { notebook, editor } = fakeNotebook([[image()]]);
      fake.showNotebook(editor(1));
      let fired = 0;
      figures().treeDataProvider.onDidChangeTreeData(() => (fired += 1));
      const change = { contentChanges: [], cellChanges: [{ outputs: [] }] };
      fake.changeNotebook({ notebook, ...change });
      fake.changeNotebook({ notebook, ...change });
      fake.changeNotebook({ notebook: {}, ...change });
      expect(fired).toBe(0);
      vi.runAllTimers();
      expect(fired).toBe(1);
      fake.changeNotebook({ notebook, ...change });
      registered.forEach((one) => one.dispose());
      vi.runAllTimers();
      expect(fired).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is empty again without a notebook', () => {
    fake.showNotebook(fakeNotebook([[image()]]).editor(1));
    fake.showNotebook(undefined);
    expect(figures().view.message).toBe('Open a notebook to see its figures.');
    expect(keys().at(-1)).toEqual(['figscope.notebookHasFigures', false]);
  });
});

describe('thumbnails', () => {
  const one = (seed: number, mime = 'image/png') => {
    const [found] = imagesOf(fakeNotebook([[[[mime, png(seed)]]]]).cell(1));
    if (!found) throw new Error('no image');
    return found;
  };

  it('are written once for each picture', async () => {
    const thumbnails = new Thumbnails(folder);
    const uris = await Promise.all([one(1), one(1), one(2)].map((each) => thumbnails.of(each)));
    expect(uris[0]?.fsPath).toBe(uris[1]?.fsPath);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('are not made of large pictures, nor of what a browser cannot show', async () => {
    const thumbnails = new Thumbnails(folder);
    expect(await thumbnails.of(one(1, 'image/tiff'))).toBeUndefined();
    const large = { ...one(1), bytes: new Uint8Array(2 * 1024 * 1024 + 1) };
    expect(await thumbnails.of(large)).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it('are deleted when there are too many, the oldest first', async () => {
    for (let index = 0; index <= 300; index += 1) {
      const path = join(folder, `${index}.png`);
      await writeFile(path, '');
      await utimes(path, index + 1, index + 1);
    }
    await new Thumbnails(folder).of(one(1));
    const left = await readdir(folder);
    expect(left).toHaveLength(151);
    expect(left).toContain('300.png');
    expect(left).not.toContain('100.png');
  });
});
