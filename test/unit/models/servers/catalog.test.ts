import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  findProjectFile,
  loadCatalog,
  plainProfiles,
} from '../../../../src/models/servers/catalog.ts';

function machine() {
  const root = mkdtempSync(join(tmpdir(), 'figscope home '));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const home = join(root, 'home');
  const folder = join(home, 'project', 'paper', 'figures');
  mkdirSync(folder, { recursive: true });
  const userFile = join(home, 'models.json');
  const projectFile = join(home, 'project', 'figscope.models.json');
  const write = (path: string, content: unknown) =>
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return { root, home, folder, userFile, projectFile, write };
}

const entry = (name: string, model: string) => ({ name, url: 'http://gpu01:8000/v1', model });

describe('the catalogue of models', () => {
  it('is empty where no file is', async () => {
    const { folder, userFile, home } = machine();
    const catalog = await loadCatalog({ folder, userFile, home });
    expect(catalog.models).toEqual([]);
    expect(catalog.problems).toEqual([]);
    expect([...catalog.profiles.keys()]).toContain('s1vl');
  });

  it('joins both files; the project wins by name', async () => {
    const { folder, userFile, projectFile, home, write } = machine();
    write(userFile, { models: [entry('lab', 'mine'), entry('desk', 'mine')] });
    write(projectFile, { models: [entry('lab', 'theirs'), entry('paper', 'theirs')] });
    const { models } = await loadCatalog({ folder, userFile, home });
    expect(
      models.map(({ entry: { name, model }, from, path }) => [name, model, from, path]),
    ).toEqual([
      ['lab', 'theirs', 'project', projectFile],
      ['desk', 'mine', 'user', userFile],
      ['paper', 'theirs', 'project', projectFile],
    ]);
    expect(models.map(({ replaces }) => replaces)).toEqual([userFile, undefined, undefined]);
  });

  it('joins models on this machine in the same way, by names of their own', async () => {
    const { folder, userFile, projectFile, home, write } = machine();
    const local = (name: string, path: string) => ({ name, folder: path });
    write(userFile, {
      models: [entry('a', 'server')],
      local: [local('a', '/data/a'), local('b', '/data/b')],
    });
    write(projectFile, { local: [local('b', 'models/b')] });
    const catalog = await loadCatalog({ folder, userFile, home });
    expect(catalog.models).toHaveLength(1);
    expect(
      catalog.local.map(({ entry: { name, folder: at }, from, replaces }) => [
        name,
        at,
        from,
        replaces,
      ]),
    ).toEqual([
      ['a', '/data/a', 'user', undefined],
      ['b', join(home, 'project', 'models', 'b'), 'project', userFile],
    ]);
  });

  it('lets the user, not the project, name any variable', async () => {
    const { folder, userFile, projectFile, home, write } = machine();
    const other = { ...entry('lab', 'x'), keyEnv: 'OPENAI_API_KEY' };
    write(userFile, { models: [other] });
    write(projectFile, { models: [{ ...other, name: 'paper' }] });
    const { models, problems } = await loadCatalog({ folder, userFile, home });
    expect(models.map(({ entry: { name } }) => name)).toEqual(['lab']);
    expect(problems.map(({ path }) => path)).toEqual([projectFile]);
  });

  it('lets the project’s models name the user’s profiles', async () => {
    const { folder, userFile, projectFile, home, write } = machine();
    write(userFile, { profiles: [{ id: 'own', extends: 'thyme' }] });
    write(projectFile, { models: [{ ...entry('lab', 'x'), profile: 'own' }] });
    const catalog = await loadCatalog({ folder, userFile, home });
    expect(catalog.problems).toEqual([]);
    expect(catalog.profiles.get('own')?.path).toBe(userFile);
    expect(plainProfiles(catalog).get('own')?.id).toBe('own');
  });

  it('keeps one file when the other is broken', async () => {
    const { folder, userFile, projectFile, home, write } = machine();
    write(userFile, '{ broken');
    write(projectFile, { models: [entry('paper', 'x')] });
    const { models, problems } = await loadCatalog({ folder, userFile, home });
    expect(models).toHaveLength(1);
    expect(problems.map(({ path }) => path)).toEqual([userFile]);
  });
});

describe('the project’s file', () => {
  it('is the nearest one', async () => {
    const { folder, projectFile, home, write } = machine();
    write(projectFile, {});
    expect(await findProjectFile(folder, home)).toBe(projectFile);
    const nearer = join(folder, 'figscope.models.json');
    write(nearer, {});
    expect(await findProjectFile(folder, home)).toBe(nearer);
  });

  it('is not looked for above the home folder', async () => {
    const { root, folder, home, write } = machine();
    write(join(root, 'figscope.models.json'), {});
    expect(await findProjectFile(folder, home)).toBeUndefined();
    expect(await findProjectFile(folder, join(root, 'elsewhere'))).toBe(
      join(root, 'figscope.models.json'),
    );
  });
});
