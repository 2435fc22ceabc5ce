import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  gitHashOf,
  hashOf,
  placeFor,
  writeSmall,
} from '../../../../src/models/catalog/transfer/files.ts';
import { PartFile } from '../../../../src/models/catalog/transfer/partFile.ts';
import { gitSha1, noise, sha256 } from '../../../fixtures/hub/repository.ts';

let folder: string;
let outside: string;
const { signal } = new AbortController();
beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), 'figscope-files-'));
  folder = join(base, 'model');
  outside = join(base, 'outside');
  mkdirSync(folder);
  mkdirSync(outside);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

describe('places of files', () => {
  it('are made with their folders', async () => {
    expect(await placeFor(folder, 'onnx/x.onnx')).toBe(join(folder, 'onnx', 'x.onnx'));
    expect(readdirSync(folder)).toEqual(['onnx']);
  });
  it('are refused behind a link, or where a file stands for a folder', async () => {
    symlinkSync(outside, join(folder, 'onnx'));
    await expect(placeFor(folder, 'onnx/x.onnx')).rejects.toMatchObject({ kind: 'hostile' });
    writeFileSync(join(folder, 'data'), '');
    await expect(placeFor(folder, 'data/x.onnx')).rejects.toMatchObject({ kind: 'hostile' });
    await expect(placeFor(folder, '../x')).rejects.toMatchObject({ kind: 'hostile' });
    expect(readdirSync(outside)).toEqual([]);
  });
  it('of small files: a link is replaced, not followed', async () => {
    writeFileSync(join(outside, 'mine'), 'mine');
    symlinkSync(join(outside, 'mine'), join(folder, 'note'));
    await writeSmall(join(folder, 'note'), 'new');
    expect(readFileSync(join(outside, 'mine'), 'utf8')).toBe('mine');
    expect(readFileSync(join(folder, 'note'), 'utf8')).toBe('new');
  });
});

describe('parts of files', () => {
  const target = () => join(folder, 'x.bin');

  it('grow, are taken up with their version, and get their name when whole', async () => {
    const content = noise(3_000_000, 1);
    const first = await PartFile.open(target(), signal);
    await first.note({ etag: '"a"', content: 'b' });
    await first.write(content.subarray(0, 2_500_000));
    await first.close();
    const second = await PartFile.open(target(), signal);
    expect(second.length).toBe(2_500_000);
    expect(second.version).toEqual({ etag: '"a"', content: 'b' });
    await second.write(content.subarray(2_500_000));
    expect(second.sha256()).toBe(sha256(content));
    expect(await second.gitSha1(signal)).toBe(gitSha1(content));
    await second.finish();
    await second.close();
    expect(readdirSync(folder)).toEqual(['x.bin']);
    expect(readFileSync(target()).equals(content)).toBe(true);
    expect(await hashOf(target(), signal)).toBe(sha256(content));
    expect(await gitHashOf(target(), signal)).toBe(gitSha1(content));
  });

  it('forget their version when they start anew, or when its note is damaged', async () => {
    const part = await PartFile.open(target(), signal);
    await part.note({ etag: '"a"' });
    await part.write(Buffer.from('abc'));
    await part.restart();
    expect([part.length, part.version, part.sha256()]).toEqual([0, {}, sha256(Buffer.alloc(0))]);
    await part.close();
    for (const text of ['{', '7', '{"etag": 5}', ' '.repeat(5000)]) {
      writeFileSync(`${target()}.part.json`, text);
      const again = await PartFile.open(target(), signal);
      expect(again.version).toEqual({});
      await again.close();
    }
  });

  it('are not opened through a link, and a second name is left alone', async () => {
    const mine = join(outside, 'mine');
    symlinkSync(mine, `${target()}.part`);
    await expect(PartFile.open(target(), signal)).rejects.toThrow(
      /a link stands where a file should be/u,
    );
    expect(existsSync(mine)).toBe(false);
    rmSync(`${target()}.part`);
    writeFileSync(mine, 'mine');
    linkSync(mine, `${target()}.part`);
    const part = await PartFile.open(target(), signal);
    await part.write(Buffer.from('new content'));
    await part.close();
    expect(readFileSync(mine, 'utf8')).toBe('mine');
  });

  it('are read no further when the reader is stopped', async () => {
    writeFileSync(`${target()}.part`, noise(3_000_000, 2));
    await expect(PartFile.open(target(), AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
