import { describe, expect, test } from 'vitest';
import { lengthUnit } from '../../../src/figures/pixelSize.ts';
import { readFigureBytes } from '../../../src/figures/readFigureBytes.ts';
import { physChunk, rawPng } from '../../fixtures/encode/png.ts';
import { encodeTiff, grayPage, type TiffTag } from '../../fixtures/encode/tiff.ts';

const tiff = (...tags: TiffTag[]) =>
  readFigureBytes(encodeTiff({ pages: [grayPage(8, 4, tags)] }), 'a.tif').pixelSize;
const png = (perMetre: number) =>
  readFigureBytes(
    rawPng({ width: 2, height: 2, bitDepth: 8, colourType: 0, extra: [physChunk(perMetre)] }),
    'a.png',
  ).pixelSize;
const resolution = (x: number, unit: number, denominator = 1): TiffTag[] => [
  [282, 'rational', [x, denominator]],
  [283, 'rational', [x, denominator]],
  [296, 'short', [unit]],
];
const description = (text: string): TiffTag => [270, 'ascii', text];

test.each([72, 96, 300, 600, 9600])('PNG at %i dpi has no pixel size', (dpi) => {
  expect(png(Math.round(dpi / 0.0254))).toBeUndefined();
});
test('PNG with a resolution no device has', () => {
  expect(png(4_000_000)).toEqual({ x: 0.25, y: 0.25, unit: 'µm' });
});
test('TIFF resolution: prints are left out, specimens are not', () => {
  expect(tiff(...resolution(300, 2))).toBeUndefined();
  expect(tiff(...resolution(118, 3))).toBeUndefined();
  expect(tiff(...resolution(20_000, 3))).toEqual({ x: 0.5, y: 0.5, unit: 'µm' });
  expect(tiff(...resolution(1_000_000, 1))).toBeUndefined();
  expect(tiff(...resolution(5, 2, 0))).toBeUndefined();
});

describe('ImageJ', () => {
  test.each(['micron', '\\u00B5m', 'µm', 'um'])('unit %s', (unit) => {
    const size = tiff(description(`ImageJ=1.54f\nunit=${unit}\n`), ...resolution(8, 1));
    expect(size).toEqual({ x: 0.125, y: 0.125, unit: 'µm' });
  });
  test('without a unit the file is not calibrated', () => {
    expect(tiff(description('ImageJ=1.54f\n'), ...resolution(20_000, 3))).toBeUndefined();
    expect(tiff(description('ImageJ=1.54f\nunit=pixel\n'), ...resolution(8, 1))).toBeUndefined();
  });
  test('print resolution carried along in inches is left out, a real scale in centimetres is not', () => {
    expect(tiff(description('ImageJ=1.54f\nunit=inch\n'), ...resolution(300, 2))).toBeUndefined();
    expect(tiff(description('ImageJ=1.54f\nunit=cm\n'), ...resolution(50, 1))).toMatchObject({
      x: 0.02,
      unit: 'cm',
    });
  });
});

describe('OME', () => {
  const ome = (attributes: string) =>
    tiff(
      description(
        `<?xml version="1.0"?><OME xmlns="x"><Image><Pixels ID="P" ${attributes}/></Image></OME>`,
      ),
    );
  test('sizes and units', () => {
    expect(ome('PhysicalSizeX="0.108" PhysicalSizeY="0.11"')).toEqual({
      x: 0.108,
      y: 0.11,
      unit: 'µm',
    });
    expect(ome('PhysicalSizeX="65" PhysicalSizeXUnit="nm"')).toEqual({ x: 65, y: 65, unit: 'nm' });
  });
  test('what is no size', () => {
    expect(ome('SizeX="8"')).toBeUndefined();
    expect(ome('PhysicalSizeX="-1"')).toBeUndefined();
    expect(ome('PhysicalSizeX="1" PhysicalSizeXUnit="reference frame"')).toBeUndefined();
  });
});

test('electron microscopes', () => {
  expect(tiff([34682, 'ascii', '[Scan]\r\nPixelWidth=4.88e-009\r\nPixelHeight=4.88e-009\r\n'])).toEqual({ x: 4.88, y: 4.88, unit: 'nm' }); // prettier-ignore
  expect(tiff([34118, 'ascii', 'AP_IMAGE_PIXEL_SIZE\r\nImage Pixel Size = 12.5 nm\r\n'])).toMatchObject({ x: 12.5, unit: 'nm' }); // prettier-ignore
});

test('x and y change places with the sides', () => {
  const size = tiff(
    [274, 'short', [6]],
    description('<OME><Pixels PhysicalSizeX="1" PhysicalSizeY="2"/></OME>'),
  );
  expect(size).toEqual({ x: 2, y: 1, unit: 'µm' });
});

test('units', () => {
  expect(['μm', 'Å', '\u212b', 'toString', 'pixels'].map(lengthUnit)).toEqual([
    'µm',
    'Å',
    'Å',
    undefined,
    undefined,
  ]);
});
