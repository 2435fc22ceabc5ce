import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findFigure } from '../../../../src/extension/tools/figures.ts';
import { fake, TabInputCustom, Uri, window, workspace } from '../../../fixtures/vscode.ts';

let parent: string;
let folder: string;

beforeEach(async () => {
  fake.reset();
  parent = await mkdtemp(join(tmpdir(), 'figscope-tools-'));
  folder = join(parent, 'work');
  await mkdir(join(folder, 'plots'), { recursive: true });
  await writeFile(join(folder, 'plots', 'a b.png'), '');
  await writeFile(join(folder, 'plots', 'c.png'), '');
  await writeFile(join(parent, 'secret.png'), '');
  fake.folder(folder);
});

describe('findFigure', () => {
  it.each(['plots/a b.png', './plots/a b.png', 'plots/../plots/a b.png', 'work/plots/a b.png'])(
    'finds %s in the workspace',
    async (path) => {
      const found = await findFigure(path);
      expect(found.uri.fsPath).toBe(join(folder, 'plots', 'a b.png'));
      expect(found).toMatchObject({ name: 'plots/a b.png', known: true });
    },
  );

  it('finds an absolute path and a file URI in the workspace', async () => {
    const path = join(folder, 'plots', 'c.png');
    expect(await findFigure(path)).toMatchObject({ name: 'plots/c.png', known: true });
    const address = Uri.file(path).toString();
    expect(await findFigure(address)).toMatchObject({ name: 'plots/c.png', known: true });
  });

  it('finds it in the second folder of the workspace', async () => {
    const second = join(parent, 'second');
    await mkdir(second);
    await writeFile(join(second, 'b.png'), '');
    workspace.workspaceFolders.push({ uri: Uri.file(second), name: 'second' });
    expect((await findFigure('b.png')).uri.fsPath).toBe(join(second, 'b.png'));
    expect((await findFigure('second/b.png')).uri.fsPath).toBe(join(second, 'b.png'));
  });

  it.each([
    ['an absolute path', () => join(parent, 'secret.png')],
    ['a path that leads out', () => '../secret.png'],
    ['a path that is not there', () => join(parent, 'nothing.png')],
  ])('does not know %s outside of the workspace', async (_, path) => {
    expect(await findFigure(path())).toMatchObject({ known: false });
  });

  it('does not know a link in the workspace that leads out of it', async () => {
    await symlink(join(parent, 'secret.png'), join(folder, 'innocent.png'));
    expect(await findFigure('innocent.png')).toMatchObject({ name: 'innocent.png', known: false });
  });

  it('knows what lies behind a workspace folder that is a link itself', async () => {
    const link = join(parent, 'link');
    await symlink(folder, link);
    fake.folder(link);
    expect(await findFigure('plots/a b.png')).toMatchObject({ known: true });
  });

  it('knows what the user has open', async () => {
    const uri = Uri.file(join(parent, 'secret.png'));
    window.tabGroups.all = [{ tabs: [{ input: new TabInputCustom(uri) }] }];
    expect(await findFigure(uri.fsPath)).toMatchObject({ known: true, name: uri.fsPath });
  });

  it.each(['plots/none.png', 'none.png'])('says that there is no %s', async (path) => {
    await expect(findFigure(path)).rejects.toThrow(`There is no ${path} in the workspace (work)`);
  });

  it('says that no folder is open', async () => {
    workspace.workspaceFolders = [];
    await expect(findFigure('a.png')).rejects.toThrow('no folder is open');
  });

  it.each(['https://example.org/a.png', 'data:image/png;base64,AAAA', 'untitled:a.png'])(
    'reads no %s',
    async (address) => {
      await expect(findFigure(address)).rejects.toThrow('Save the figure in the workspace first');
    },
  );

  it.each(['file://server/share/a.png', '//server/share/a.png', '\\\\server\\share\\a.png'])(
    'does not go to another machine for %s',
    async (address) => {
      await expect(findFigure(address)).rejects.toThrow('Figscope reads no network files');
    },
  );
});
