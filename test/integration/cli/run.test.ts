import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { be16, join as bytes } from '../../fixtures/encode/bytes.ts';
import { draw } from '../../fixtures/encode/pixels.ts';
import { encodePng, pngChunk, rawPng } from '../../fixtures/encode/png.ts';
import { encodeTiff, exifBlock, grayPage, type TiffTag } from '../../fixtures/encode/tiff.ts';
import { figscope, folder, put } from './cli.ts';
import { discs } from './drawn.ts';

/** 16×8 CMYK JPEG as Adobe programs write it: red left, cyan right. */
const CMYK_JPEG =
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9U6/Kqvyqr9U6/lXr+qiv6qKK/9k=';
/** 6×4 GIF of three frames: red, green and blue. */
const ANIMATED_GIF =
  'R0lGODlhBgAEAIEAAP8AAAD/AAAAAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQABQAAACwAAAAABgAEAAAIDAADABhIsKDBgwMDAgAh+QQBBQACACwAAAAABgAEAIEA/wAAAP8AAAAAAAAIDQAFBABAsKDBgwgBBAQAIfkEAQUAAgAsAAAAAAYABACB/wAAAAD/AAAAAAAACA0AAwgAEKCgwYMIEwYEADs=';
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** Bytes of the strip of each page stand in front of the directories; every page is 4×2 gray. */
function pagedTiff(): Uint8Array {
  const pages: TiffTag[][] = [1, 2, 3].map(() => grayPage(4, 2));
  const file = encodeTiff({ pages });
  file.set([10, 20, 30, 40, 50, 60, 70, 80], 16);
  return file;
}

const rotated = encodePng(
  draw(12, 8, (x) => (x < 6 ? [255, 0, 0] : [0, 0, 255])),
  [pngChunk('eXIf', exifBlock(6))],
);
const alpha = rawPng(
  { width: 2, height: 1, bitDepth: 8, colourType: 6 },
  bytes([0, 0, 0, 0, 0, 255, 0, 0, 255]),
);
const oneBit = rawPng({ width: 8, height: 1, bitDepth: 1, colourType: 0 }, bytes([0, 0b10000000]));
const palette = rawPng(
  {
    width: 2,
    height: 1,
    bitDepth: 8,
    colourType: 3,
    extra: [pngChunk('PLTE', [9, 8, 7, 200, 100, 50])],
  },
  bytes([0, 1, 0]),
);
const deep = rawPng(
  { width: 2, height: 1, bitDepth: 16, colourType: 0 },
  bytes([0], be16(1000), be16(3000)),
);

describe('run', () => {
  it.each<[string, Uint8Array, string, string[], string]>([
    ['cmyk.jpg', base64(CMYK_JPEG), '(image_1.shape, (image_1[4, [2, 13]] > 127).tolist())', [], '((8, 16, 3), [[True, False, False], [False, True, True]])'],
    ['moving.gif', base64(ANIMATED_GIF), '(image_1.shape, image_1[2, 5].tolist())', [], '((4, 6, 3), [255, 0, 0])'],
    ['moving.gif', base64(ANIMATED_GIF), 'image_1[2, 5].tolist()', ['--page', '3'], '[0, 0, 255]'],
    ['paged.tif', pagedTiff(), '(image_1.shape, image_1[1, 3].tolist())', ['--page', '2'], '((2, 4, 3), [80, 80, 80])'],
    ['turned.png', rotated, '(image_1.shape, image_1[0, 0].tolist())', [], '((12, 8, 3), [255, 0, 0])'],
    ['alpha.png', alpha, 'image_1[0].tolist()', [], '[[255, 255, 255], [255, 0, 0]]'],
    ['bit.png', oneBit, 'image_1[0, :2, 0].tolist()', [], '[255, 0]'],
    ['palette.png', palette, 'image_1[0].tolist()', [], '[[200, 100, 50], [9, 8, 7]]'],
    ['deep.png', deep, '(image_1.dtype.name, image_1_raw.ravel().tolist())', [], "('uint8', [1000, 3000])"],
  ])('reads %s', async (name, file, expression, more, printed) => {
    const cwd = folder();
    put(cwd, name, file);
    put(cwd, 'look.py', `print(${expression})\n`);
    const { code, stdout, stderr } = await figscope(cwd, ['run', 'look.py', '--figure', name, ...more]);
    expect(stdout.trim(), stderr).toBe(printed);
    expect(code).toBe(0);
  }); // prettier-ignore

  it('saves what the script shows, and takes Windows line ends', async () => {
    const cwd = folder();
    put(cwd, 'ä b.png', discs());
    put(cwd, 'mein skript.py', 'if True:\r\n    figkit.show(image_1[10:30, 20:60])\r\n41 + 1\r\n');
    const args = ['run', 'mein skript.py', '--figure', 'ä b.png', '--out', 'Bilder ö'];
    const { code, stdout } = await figscope(cwd, args);
    expect(code).toBe(0);
    expect(stdout).toContain('42');
    const saved = join(cwd, 'Bilder ö', 'image-1.png');
    expect([...readFileSync(saved).subarray(16, 24)]).toEqual([0, 0, 0, 40, 0, 0, 0, 20]);
    const json = await figscope(cwd, [...args, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema: 'figscope.cell/1',
      value: '42',
      images: [{ width: 40, height: 20, frame: { figure: 'image_1', box: [20, 10, 60, 30] } }],
    });
  });

  it('names the line of an error in the script', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs(1, 1));
    put(cwd, 'bad.py', 'a = 1\n\nb = a / 0\n');
    const { code, stdout, stderr } = await figscope(cwd, ['run', 'bad.py', '--figure', 'a.png']);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('ZeroDivisionError in bad.py, line 3: division by zero');
    expect(stderr).toContain('    b = a / 0');
    expect(existsSync(join(cwd, 'figscope-images'))).toBe(false);
  });

  it('lets no control character of a script reach the terminal', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs(1, 1));
    put(cwd, 'evil.py', "print('\\x1b]0;title\\x07\\x1b[2Jend')\n");
    const { stdout } = await figscope(cwd, ['run', 'evil.py', '--figure', 'a.png'], {
      FORCE_COLOR: '1',
    });
    expect(stdout).toContain('end');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('inspect and doctor', () => {
  it('inspect prints facts, and JSON where asked', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const plain = await figscope(cwd, ['inspect', 'a.png']);
    expect(plain.code, plain.stderr).toBe(0);
    expect(plain.stdout).toMatch(/PNG, 300 × 180/u);
    const { stdout } = await figscope(cwd, ['inspect', 'a.png', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'figscope.inspect/1',
      figure: { name: 'a.png', width: 300, height: 180 },
    });
  });

  it('doctor --json names layers, packages and models', async () => {
    const { code, stdout } = await figscope(folder(), ['doctor', '--json']);
    const checkup = JSON.parse(stdout) as { sandbox: { usable: boolean; layers: unknown[] } };
    expect(checkup).toMatchObject({ schema: 'figscope.doctor/1', models: [{ id: 'analyst' }] });
    expect(checkup.sandbox.layers.length).toBeGreaterThan(0);
    expect(code).toBe(checkup.sandbox.usable ? 0 : 1);
  });

  it('colours follow FORCE_COLOR and NO_COLOR', async () => {
    const cwd = folder();
    const forced = await figscope(cwd, ['doctor'], { FORCE_COLOR: '1' });
    expect(forced.stdout).toContain('\u001b[');
    const none = await figscope(cwd, ['doctor'], { FORCE_COLOR: '1', NO_COLOR: '1' });
    expect(none.stdout).not.toContain('\u001b');
  });
});
