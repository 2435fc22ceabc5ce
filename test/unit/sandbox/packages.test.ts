import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  normalName,
  parseLockFile,
  withDependencies,
} from '../../../src/sandbox/packages/lockFile.ts';
import { resolvePackages, type ResolveOptions } from '../../../src/sandbox/packages/resolve.ts';
import { cdnSource, folderSource } from '../../../src/sandbox/packages/source.ts';

const bytesOf = (name: string) => new TextEncoder().encode(`wheel of ${name}`);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const entry = (name: string, depends: string[] = []) => ({
  name,
  version: '1.0',
  file_name: `${name}-1.0.whl`,
  sha256: sha256(bytesOf(name)),
  depends,
});
const lock = parseLockFile(
  JSON.stringify({
    packages: {
      numpy: entry('numpy'),
      pillow: entry('pillow'),
      scipy: entry('scipy', ['numpy']),
      'lazy-loader': entry('lazy_loader'),
      'scikit-image': entry('scikit-image', ['scipy', 'pillow', 'lazy_loader']),
    },
  }),
);

let folder: string;
let cache: string;
let server: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figscope-wheels-'));
  cache = join(folder, 'cache');
});
afterEach(async () => {
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

const put = (name: string, bytes = bytesOf(name)) =>
  writeFile(join(folder, `${name}-1.0.whl`), bytes);
const resolve = (wanted: string[], sources: ResolveOptions['sources']) =>
  resolvePackages({ wanted, lock, sources, present: ['numpy'], cacheFolder: cache });

/** A distribution over HTTP that counts what it was asked for. */
async function serve(files: Record<string, Uint8Array | number>) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const name = (request.url ?? '').split('/').at(-1) ?? '';
    asked.push(name);
    const file = files[name] ?? 404;
    if (typeof file === 'number') response.writeHead(file).end();
    else response.end(file);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { asked, source: cdnSource(`http://127.0.0.1:${port}/full/`, 5_000) };
}

describe('the lock file', () => {
  it('finds packages whatever their spelling', () => {
    expect(normalName('Lazy_Loader')).toBe('lazy-loader');
    expect(lock.get('lazy-loader')?.file_name).toBe('lazy_loader-1.0.whl');
  });

  it('lists what a package needs first, without what is there', () => {
    const names = withDependencies(lock, 'scikit-image', new Set(['numpy']))?.map(
      ({ name }) => name,
    );
    expect(names).toEqual(['scipy', 'pillow', 'lazy_loader', 'scikit-image']);
    expect(withDependencies(lock, 'torch', new Set())).toBeUndefined();
  });

  it('refuses text that is no lock file', () => {
    expect(() => parseLockFile('{"packages": {"x": {"name": "x"}}}')).toThrow();
  });
});

describe('finding packages', () => {
  it('takes them from the first source that has them', async () => {
    await put('pillow');
    const { wheels, statuses } = await resolve(
      ['pillow'],
      [folderSource('cache', cache), folderSource('folder', folder)],
    );
    expect(wheels.map(({ name }) => name)).toEqual(['pillow']);
    expect(statuses).toEqual([{ name: 'pillow', version: '1.0', available: true, from: 'folder' }]);
  });

  it('passes over a file with another sha256 and says so', async () => {
    await put('pillow', bytesOf('something else'));
    const { wheels, statuses } = await resolve(['pillow'], [folderSource('folder', folder)]);
    expect(wheels).toEqual([]);
    expect(statuses[0]).toMatchObject({ available: false });
    expect(statuses[0]?.from).toContain('another sha256');
  });

  it('never installs half of a package', async () => {
    await put('scikit-image');
    await put('pillow');
    const { wheels, statuses } = await resolve(['scikit-image'], [folderSource('folder', folder)]);
    expect(wheels).toEqual([]);
    expect(statuses[0]?.from).toContain('scipy-1.0.whl');
  });

  it('installs a shared requirement once', async () => {
    await Promise.all(['scikit-image', 'scipy', 'pillow', 'lazy_loader'].map((name) => put(name)));
    const { wheels } = await resolve(['scipy', 'scikit-image'], [folderSource('folder', folder)]);
    expect(wheels.map(({ name }) => name)).toEqual([
      'scipy',
      'pillow',
      'lazy_loader',
      'scikit-image',
    ]);
  });

  it('says so for a name that is not in the distribution', async () => {
    const { statuses } = await resolve(['torch'], []);
    expect(statuses).toEqual([
      { name: 'torch', available: false, from: expect.stringContaining('distribution') as string },
    ]);
  });
});

describe('downloading', () => {
  it('fetches what is missing, keeps it in the cache and does not ask again', async () => {
    const { asked, source } = await serve({ 'pillow-1.0.whl': bytesOf('pillow') });
    const sources = [folderSource('cache', cache), source];
    expect((await resolve(['pillow'], sources)).statuses[0]).toMatchObject({ from: 'cdn' });
    expect(await readdir(cache)).toEqual(['pillow-1.0.whl']);
    expect((await resolve(['pillow'], sources)).statuses[0]).toMatchObject({ from: 'cache' });
    expect(asked).toEqual(['pillow-1.0.whl']);
  });

  it('keeps nothing that is not what the lock file names', async () => {
    const { source } = await serve({ 'pillow-1.0.whl': bytesOf('an attack') });
    const { statuses } = await resolve(['pillow'], [source]);
    expect(statuses[0]?.from).toContain('another sha256');
    await expect(readdir(cache)).rejects.toThrow('ENOENT');
  });

  it('reports a server that refuses or cannot be reached', async () => {
    const { source } = await serve({ 'pillow-1.0.whl': 503 });
    expect((await resolve(['pillow'], [source])).statuses[0]?.from).toContain('status 503');
    const nobody = cdnSource('http://127.0.0.1:9/', 2_000);
    expect((await resolve(['pillow'], [nobody])).statuses[0]?.from).toContain(
      'could not be reached',
    );
  });
});
