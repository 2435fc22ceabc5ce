import { beforeAll, describe, expect, it } from 'vitest';
import { FigureError } from '../../../src/figures/errors.ts';
import type { Figure, FigureFormat } from '../../../src/figures/figure.ts';
import { figure, makeFile, startSandbox, type runner } from './helpers.ts';

/** Red left half, blue right half; 12 wide, 8 high. */
const PICTURE = 'p = np.zeros((8, 12, 3), np.uint8)\np[:, :6, 2] = 255\np[:, 6:, 0] = 255\n';

/** 16×8 CMYK JPEG as Adobe programs write it: red left, cyan right. */
const CMYK_JPEG =
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9U6/Kqvyqr9U6/lXr+qiv6qKK/9k=';
/** 6×4 GIF of three frames: red, green and blue, with pixel k of frame k in the next colour; the later ones are differences. */
const ANIMATED_GIF =
  'R0lGODlhBgAEAIEAAP8AAAD/AAAAAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQABQAAACwAAAAABgAEAAAIDAADABhIsKDBgwMDAgAh+QQBBQACACwAAAAABgAEAIEA/wAAAP8AAAAAAAAIDQAFBABAsKDBgwgBBAQAIfkEAQUAAgAsAAAAAAYABACB/wAAAAD/AAAAAAAACA0AAwgAEKCgwYMIEwYEADs=';
/** 5×3 gray TIFF of three pages: 10, 50, 90. */
const PAGED_TIFF =
  'SUkqAAgAAAAJAAABBAABAAAABQAAAAEBBAABAAAAAwAAAAIBAwABAAAACAAAAAMBAwABAAAAAQAAAAYBAwABAAAAAQAAABEBBAABAAAAegAAABYBBAABAAAAAwAAABcBBAABAAAADwAAABwBAwABAAAAAQAAAJgAAAAKCgoKCgoKCgoKCgoKCgoAAAAAAAAASUkqAAgAAAAJAAABBAABAAAABQAAAAEBBAABAAAAAwAAAAIBAwABAAAACAAAAAMBAwABAAAAAQAAAAYBAwABAAAAAQAAABEBBAABAAAACgEAABYBBAABAAAAAwAAABcBBAABAAAADwAAABwBAwABAAAAAQAAACgBAAAyMjIyMjIyMjIyMjIyMjIAAAAAAAAASUkqAAgAAAAJAAABBAABAAAABQAAAAEBBAABAAAAAwAAAAIBAwABAAAACAAAAAMBAwABAAAAAQAAAAYBAwABAAAAAQAAABEBBAABAAAAmgEAABYBBAABAAAAAwAAABcBBAABAAAADwAAABwBAwABAAAAAQAAAAAAAABaWlpaWlpaWlpaWlpaWloAAAAAAAAA';
/** 10×4 PNG with one bit per pixel: white, one black pixel at x 2, y 1. */
const ONE_BIT_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAEAQAAAACfQ5NgAAAAFElEQVR4nGP8f5DpAQOTAgMTAwMAGlsCyE5Pn5QAAAAASUVORK5CYII=';

const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

let make: ReturnType<typeof runner>;
beforeAll(async () => {
  make = (await startSandbox()).run;
});

/** Opens one figure in a fresh sandbox and evaluates an expression there. */
async function ask(one: Figure, expression: string) {
  const { sandbox, run, start } = await startSandbox([one]);
  const { value, error } = await run(expression);
  await sandbox.dispose();
  return { value: error ? `${error.type}: ${error.message}` : value, prepared: start.figures[0] };
}

const corners = '(image_1.shape, image_1[2, 2].tolist(), image_1[2, -2].tolist())';

describe('decoding', () => {
  it.each<[FigureFormat, string]>([
    ['png', '.png'],
    ['bmp', '.bmp'],
    ['tiff', '.tiff'],
    ['webp', '.webp'],
  ])('reads %s without loss', async (format, extension) => {
    const quality = format === 'webp' ? ', [cv2.IMWRITE_WEBP_QUALITY, 101]' : '';
    const bytes = await makeFile(
      make,
      `${PICTURE}data = cv2.imencode('${extension}', p${quality})[1]`,
    );
    const { value, prepared } = await ask(figure(bytes, format), corners);
    expect(value).toBe('((8, 12, 3), [255, 0, 0], [0, 0, 255])');
    expect(prepared).toMatchObject({ width: 12, height: 8, notices: [] });
    expect(prepared?.preview.frame).toEqual({ figure: 'image_1', box: [0, 0, 12, 8], scale: 1 });
  });

  it('reads JPEG', async () => {
    const bytes = await makeFile(make, `${PICTURE}data = cv2.imencode('.jpg', p)[1]`);
    const { value } = await ask(figure(bytes, 'jpeg'), '(image_1[2, 2] // 100).tolist()');
    expect(value).toBe('[2, 0, 0]');
  });

  it('reads a CMYK JPEG in its right colours', async () => {
    const { value } = await ask(
      figure(fromBase64(CMYK_JPEG), 'jpeg', { channels: 4 }),
      '(np.round(image_1[4, [2, 13]] / 255)).astype(int).tolist()',
    );
    expect(value).toBe('[[1, 0, 0], [0, 1, 1]]');
  });

  it.each([
    [1, '(8, 12)', '[255, 0, 0]'],
    [3, '(8, 12)', '[0, 0, 255]'],
    [6, '(12, 8)', '[255, 0, 0]'],
    [8, '(12, 8)', '[0, 0, 255]'],
  ])('turns EXIF orientation %i upright', async (orientation, shape, topLeft) => {
    const bytes = await makeFile(make, `${PICTURE}data = cv2.imencode('.png', p)[1]`);
    const { value } = await ask(
      figure(bytes, 'png', { orientation }),
      '(image_1.shape[:2], image_1[0, 0].tolist(), cv2.imread(image_1_path).shape[:2])',
    );
    expect(value).toBe(`(${shape}, ${topLeft}, ${shape})`);
  });

  it('lays transparency over white', async () => {
    const code =
      "p = np.zeros((4, 4, 4), np.uint8)\np[:, 2:] = (0, 0, 255, 255)\np[0, 0] = (0, 0, 0, 128)\ndata = cv2.imencode('.png', p)[1]";
    const { value } = await ask(
      figure(await makeFile(make, code), 'png', { channels: 4 }),
      'image_1[[1, 1, 0], [0, 3, 0]].tolist()',
    );
    expect(value).toBe('[[255, 255, 255], [255, 0, 0], [127, 127, 127]]');
  });

  it('stretches 16 bits to 8 and keeps the numbers in image_1_raw', async () => {
    const code =
      "p = np.linspace(1000, 3000, 100 * 100).reshape(100, 100).astype(np.uint16)\ndata = cv2.imencode('.tiff', p)[1]";
    const { value, prepared } = await ask(
      figure(await makeFile(make, code), 'tiff', { bitDepth: 16, channels: 1 }),
      '(image_1.dtype.name, int(image_1.min()), int(image_1.max()), image_1_raw.dtype.name, image_1_raw.shape, int(image_1_raw.max()))',
    );
    expect(value).toBe("('uint8', 0, 255, 'uint16', (100, 100), 3000)");
    expect(prepared?.notices.join(' ')).toContain('uint16');
  });

  it('reads one-bit images', async () => {
    const one = figure(fromBase64(ONE_BIT_PNG), 'png', { bitDepth: 1, channels: 1 });
    const { value } = await ask(
      one,
      '(image_1.shape, np.argwhere(image_1[:, :, 0] == 0).tolist())',
    );
    expect(value).toBe('((4, 10, 3), [[1, 2]])');
  });

  it.each([
    [1, '[[0, 255, 0], [255, 0, 0], [255, 0, 0]]'],
    [2, '[[0, 255, 0], [0, 0, 255], [0, 255, 0]]'],
    [3, '[[0, 0, 255], [0, 0, 255], [255, 0, 0]]'],
  ])('reads frame %i of an animated GIF', async (page, pixels) => {
    const one = figure(fromBase64(ANIMATED_GIF), 'gif', { pages: 3, page, channels: 1 });
    expect((await ask(one, 'image_1[0, :3].tolist()')).value).toBe(pixels);
  });

  it.each([1, 2, 3])('reads page %i of a TIFF', async (page) => {
    const one = figure(fromBase64(PAGED_TIFF), 'tiff', { pages: 3, page, channels: 1 });
    expect((await ask(one, 'image_1[1, 1].tolist()')).value).toBe(
      JSON.stringify([1, 1, 1].map(() => 40 * page - 30)).replaceAll(',', ', '),
    );
  });

  it('refuses what cannot be decoded with a FigureError that names the file', async () => {
    const bad = figure(new TextEncoder().encode('no image'), 'png', { name: 'notes.png' });
    await expect(startSandbox([bad])).rejects.toBeInstanceOf(FigureError);
    await expect(startSandbox([bad])).rejects.toThrow('notes.png');
    const cut = figure(fromBase64(ANIMATED_GIF).slice(0, 40), 'gif', { page: 3 });
    await expect(startSandbox([cut])).rejects.toBeInstanceOf(FigureError);
  });
});

describe('images that come back', () => {
  it('carry their frame through slicing', async () => {
    const bytes = await makeFile(make, `${PICTURE}data = cv2.imencode('.png', p)[1]`);
    const { sandbox, run } = await startSandbox([figure(bytes, 'png')]);
    const { images } = await run("figkit.show(image_1[2:6, 3:9], title='middle')");
    expect(images).toHaveLength(1);
    expect(images[0]).toMatchObject({
      title: 'middle',
      width: 6,
      height: 4,
      frame: { figure: 'image_1', box: [3, 2, 9, 6], scale: 1 },
    });
    await sandbox.dispose();
  });

  it('are taken from processed_path and from printed paths, but not from the figure itself', async () => {
    const bytes = await makeFile(make, `${PICTURE}data = cv2.imencode('.png', p)[1]`);
    const { sandbox, run } = await startSandbox([figure(bytes, 'png')]);
    const assigned = await run(
      "img = cv2.imread(image_1_path)\nprocessed_path = '/tmp/small crop.png'\ncv2.imwrite(processed_path, img[:4, :4])\nprint(image_1_path)",
    );
    expect(assigned.images.map(({ title, width, height }) => [title, width, height])).toEqual([
      ['small crop.png', 4, 4],
    ]);
    const printed = await run("cv2.imwrite('/tmp/b.jpg', img)\nprint('saved to /tmp/b.jpg')");
    expect(printed.images).toHaveLength(1);
    expect((await run("print('/tmp/b.jpg again')")).images).toHaveLength(0);
    await sandbox.dispose();
  });
});
