import { describe, expect, it } from 'vitest';
import {
  decodeImage,
  imagePatches,
  imageSize,
  patchGrid,
  readPatchConfig,
} from '../../../../src/inference/image/index.ts';
import { smartResize } from '../../../../src/inference/image/smartResize.ts';
import { digest, drawnImage, failure, golden, goldenFiles } from './images.ts';

interface SmartResizeTable {
  readonly configs: readonly (readonly [factor: number, minPixels: number, maxPixels: number])[];
  readonly rows: readonly (readonly [
    size: readonly [number, number],
    results: readonly (readonly [number, number] | 0)[],
  ])[];
}

interface PatchCase {
  readonly width: number;
  readonly height: number;
  readonly config: unknown;
  readonly grid: readonly number[];
  readonly shape: readonly [number, number];
  readonly pixelValues: string;
  readonly samples: readonly (readonly [row: number, column: number, value: number])[];
}

const table = golden('smartResize') as SmartResizeTable;
const cases = golden('patches') as readonly PatchCase[];

describe('smartResize and transformers', () => {
  it.each(table.configs.map((config, index) => ({ config, index })))(
    'agree for $config',
    ({ config, index }) => {
      const [factor, minPixels, maxPixels] = config;
      const ours = table.rows.map(([[width, height]]) => {
        try {
          const resized = smartResize({ width, height }, factor, minPixels, maxPixels);
          return [resized.width, resized.height];
        } catch {
          return 0;
        }
      });
      expect(ours).toEqual(table.rows.map(([, results]) => results[index]));
      expect(ours).toContain(0);
    },
  );

  it('refuse an image of more than 200 to 1 with a sentence', () => {
    expect(failure(() => smartResize({ width: 201, height: 1 }, 28, 3136, 10000))).toEqual({
      kind: 'image',
      message: expect.stringContaining('An image of 201 × 1 pixels is too narrow') as string,
    });
  });
});

describe('imagePatches and the Pillow backend of transformers', () => {
  it.each(cases)('give the same bits for $width × $height', (one) => {
    const config = readPatchConfig(one.config);
    const image = drawnImage(one.width, one.height);
    const { pixelValues, grid } = imagePatches(image, config);
    const [rows, columns] = one.shape;
    expect(grid).toEqual(one.grid);
    expect(pixelValues).toHaveLength(rows * columns);
    expect(
      one.samples.map(([row, column]) => [row, column, pixelValues[row * columns + column]]),
    ).toEqual(one.samples);
    expect(digest(pixelValues)).toBe(one.pixelValues);
    expect(patchGrid(image, config)).toMatchObject({
      grid: one.grid,
      tokens: rows / config.mergeSize ** 2,
    });
  });

  it('leave the image as it is', () => {
    const image = drawnImage(50, 40);
    imagePatches(image, readPatchConfig({}));
    expect(image).toEqual(drawnImage(50, 40));
  });
});

describe('decodeImage and Pillow', () => {
  it.each(goldenFiles())(
    'read the same pixels from $mime $name',
    ({ mime, width, height, pixels, bytes }) => {
      const data = new Uint8Array(Buffer.from(bytes, 'base64'));
      const image = decodeImage(data, mime);
      expect(imageSize(data, mime)).toEqual({ width, height });
      expect({ width: image.width, height: image.height }).toEqual({ width, height });
      expect(image.data).toHaveLength(width * height * 3);
      expect(digest(image.data)).toBe(pixels);
    },
  );
});
