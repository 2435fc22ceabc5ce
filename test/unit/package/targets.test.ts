import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/ensure.mjs';
import { allows, contentsFor } from '../../../scripts/package/contents.mjs';
import {
  chooseTargets,
  NATIVE_PACKAGES,
  selectNativeFiles,
  TARGETS,
} from '../../../scripts/package/targets.mjs';

/** A package that carries the binaries of several platforms, as onnxruntime-node does. */
const native = {
  name: 'onnxruntime-node',
  files: ['dist/'],
  folder: ({ platform, arch }: { platform: string; arch: string }) =>
    `bin/napi-v6/${platform}/${arch}/`,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figscope-native-'));
  const files = [
    'package.json',
    'dist/index.js',
    'script/install.js',
    'bin/napi-v6/linux/x64/binding.node',
    'bin/napi-v6/linux/arm64/binding.node',
    'bin/napi-v6/darwin/arm64/binding.node',
  ];
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe('the files of a native package', () => {
  it.each([
    ['linux-x64', 'linux/x64'],
    ['linux-arm64', 'linux/arm64'],
    ['darwin-arm64', 'darwin/arm64'],
  ])('for %s are its own binaries and what every platform needs', (target, own) => {
    expect(selectNativeFiles(native, target, folder)).toEqual([
      { from: 'package.json', to: 'dist/node_modules/onnxruntime-node/package.json' },
      { from: 'dist/', to: 'dist/node_modules/onnxruntime-node/dist/' },
      {
        from: `bin/napi-v6/${own}/`,
        to: `dist/node_modules/onnxruntime-node/bin/napi-v6/${own}/`,
      },
    ]);
  });

  it('refuses a platform that the package has no binaries for', () => {
    expect(() => selectNativeFiles(native, 'win32-x64', folder)).toThrow(
      'onnxruntime-node has no files for win32-x64',
    );
  });

  it('refuses an unknown platform', () => {
    expect(() => selectNativeFiles(native, 'beos-x64', folder)).toThrow('no platform "beos-x64"');
  });
});

describe('the native packages that are installed', () => {
  it.each(Object.keys(TARGETS))('have files for %s', (target) => {
    expect(NATIVE_PACKAGES.map(({ name }) => name)).toEqual([
      'onnxruntime-node',
      'onnxruntime-common',
    ]);
    for (const one of NATIVE_PACKAGES)
      expect(
        selectNativeFiles(one, target, join(root, 'node_modules', one.name)).length,
      ).toBeGreaterThan(1);
  });

  it.each([
    ['bin/napi-v6/darwin/arm64/libonnxruntime.1.dylib', true],
    // The same bytes once more, 45 MB.
    ['bin/napi-v6/darwin/arm64/libonnxruntime.1.30.0.dylib', false],
    ['bin/napi-v6/linux/x64/libonnxruntime.so.1', false],
    ['dist/index.js', true],
    ['dist/index.js.map', false],
    ['dist/index.d.ts', false],
    ['script/install.js', false],
  ])('of onnxruntime-node macOS gets %s: %s', (path, wanted) => {
    const entries = contentsFor('darwin-arm64');
    const full = `dist/node_modules/onnxruntime-node/${path}`;
    expect(entries.some((entry) => allows(entry, full))).toBe(wanted);
  });
});

describe('platforms on the command line', () => {
  it('are all of them when none is named', () => {
    expect(chooseTargets([])).toEqual(Object.keys(TARGETS));
  });

  it('are taken once each', () => {
    expect(chooseTargets(['linux-x64', 'linux-x64'])).toEqual(['linux-x64']);
  });

  it('are told when one is unknown', () => {
    expect(() => chooseTargets(['linux-x64', 'amiga', 'toString'])).toThrow(
      'Unknown platform: amiga, toString. Known: linux-x64, linux-arm64, darwin-arm64, win32-x64.',
    );
  });
});
