import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../../../scripts/ensure.mjs';
import { compareContents, contentsFor } from '../../../scripts/package/contents.mjs';
import { makeVsix } from '../../../scripts/package/vsix.mjs';
import { readZipDirectory } from '../../../scripts/package/zip.mjs';
import { InferenceHost } from '../../../src/models/local/index.ts';
import { startProcess } from '../../../src/sandbox/start.ts';

/** Names that vsce gives to files which it looks for. */
const VSCE_NAMES: Record<string, string> = {
  'LICENSE.txt': 'LICENSE',
  'readme.md': 'README.md',
  'changelog.md': 'CHANGELOG.md',
};
/** What belongs to the VSIX itself. */
const ENVELOPE = ['[Content_Types].xml', 'extension.vsixmanifest'];

const OURS =
  /^dist\/((extension|app)\.cjs|webview\/main\.(js|css)|(sandbox|inference)\/child\.mjs)$/;

let folder: string;
let staging: string;
let paths: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figscope-vsix-'));
  staging = join(folder, 'staging');
  const { path } = await makeVsix('linux-x64', { staging, output: folder });
  const entries = await readZipDirectory(path);
  paths = entries
    .map((entry) => entry.path)
    .filter((path) => !ENVELOPE.includes(path))
    .map((path) => path.replace(/^extension\//, ''))
    .map((path) => VSCE_NAMES[path] ?? path);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = (path: string) => readFile(join(staging, path), 'utf8');

describe('the packaged extension', () => {
  it('holds what is on the list of contents, and nothing else', () => {
    expect(compareContents(paths, contentsFor('linux-x64'))).toEqual({ surplus: [], missing: [] });
  });

  it('holds no source map, and points to none', async () => {
    expect(paths.filter((path) => path.endsWith('.map'))).toEqual([]);
    for (const path of paths.filter((path) => OURS.test(path)))
      expect(await text(path), path).not.toMatch(/sourceMappingURL=(?!data:)\S+\.map/);
  });

  it('holds no binary of another platform', () => {
    const binaries = paths.filter((path) => /\.(node|so|dylib|dll|exe)(\.\d+)*$/.test(path));
    const own = 'dist/node_modules/onnxruntime-node/bin/napi-v6/linux/x64';
    expect(binaries.sort()).toEqual([
      `${own}/libonnxruntime.so.1`,
      `${own}/onnxruntime_binding.node`,
    ]);
  });

  it('holds no path of the machine that made it', async () => {
    const bundles = paths.filter((path) => OURS.test(path));
    expect(bundles.length).toBeGreaterThanOrEqual(6);
    for (const path of [...bundles, 'package.json', 'THIRD_PARTY_NOTICES.txt']) {
      const code = await text(path);
      for (const local of [root, homedir(), 'file:///home', '/Users/'])
        expect(code.includes(local), `${local} in ${path}`).toBe(false);
    }
    const memory = await readFile(join(staging, 'dist/sandbox/runtime/snapshot/memory.bin'));
    expect(memory.includes(root)).toBe(false);
  });

  it('has a manifest that installs and runs nothing', async () => {
    const manifest = JSON.parse(await text('package.json')) as Record<string, unknown>;
    for (const field of ['scripts', 'dependencies', 'devDependencies', 'bin', 'private'])
      expect(manifest, field).not.toHaveProperty([field]);
  });

  it('names the software of others with its licences, and none of the AGPL', async () => {
    const notices = await text('THIRD_PARTY_NOTICES.txt');
    const named = notices.split('\n\n')[1] ?? '';
    for (const name of [
      'zod',
      'Pyodide',
      'CPython',
      'numpy',
      'opencv_python',
      'Tesseract',
      'onnxruntime-node',
    ])
      expect(named).toContain(name);
    expect(named).not.toMatch(/AGPL|pymupdf/i);
    expect(paths.filter((path) => /pymupdf|mupdf|ghostscript/i.test(path))).toEqual([]);
  });

  it('starts its inference process, which lists what models can run on', async () => {
    const program = join(staging, 'dist/inference/child.mjs');
    const host = new InferenceHost({ program, node: { path: process.execPath, electron: false } });
    onTestFinished(() => host.dispose());
    const { runtime, cores, providers } = await host.machine(AbortSignal.timeout(60_000));
    expect(runtime).toMatch(/^1\.\d+/);
    expect(cores).toBeGreaterThan(0);
    expect(providers).toContainEqual({ device: 'cpu', works: true, detail: '' });
  });

  it.each([true, false])('starts its sandbox (from the snapshot: %s)', async (snapshot) => {
    const { process } = await startProcess({
      folder: join(staging, 'dist/sandbox'),
      packages: [],
      snapshot,
    });
    const reply = await process.channel.request('run', {
      code: 'import figkit\nint(cv2.cvtColor(np.full((2, 3, 3), 7, np.uint8), cv2.COLOR_RGB2GRAY).sum())',
      outputBytes: 1_000,
      images: 1,
      imagePixels: 1_000,
    });
    await process.kill();
    expect(reply.value).toBe('42');
  });
});
