import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FigureError } from '../../../src/figures/errors.ts';
import { readFigure } from '../../../src/figures/readFigure.ts';
import { readFigureBytes, type ReadFigureOptions } from '../../../src/figures/readFigureBytes.ts';
import { bmp } from '../../fixtures/encode/bmp.ts';
import { join } from '../../fixtures/encode/bytes.ts';
import { gif } from '../../fixtures/encode/gif.ts';
import { jpegSegments } from '../../fixtures/encode/jpeg.ts';
import { rawPng } from '../../fixtures/encode/png.ts';
import { vp8, webpFile } from '../../fixtures/encode/webp.ts';

const PNG = rawPng({ width: 6, height: 4, bitDepth: 8, colourType: 2 });
const text = (content: string) => join(Buffer.from(content, 'utf8'));

function messageOf(bytes: Uint8Array, options?: ReadFigureOptions): string {
  try {
    readFigureBytes(bytes, 'chart.png', options);
  } catch (error) {
    expect(error).toBeInstanceOf(FigureError);
    return (error as FigureError).message;
  }
  throw new Error('the bytes were read');
}

describe('what is no figure is named', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['empty', new Uint8Array(), /empty \(0 bytes\)/],
    ['plain text', text('Dear all,\nsee below\n'), /a text file/],
    ['JSON', text('{"a": 1}'), /a JSON file/],
    ['notebook', text('{\n "cells": []}'), /Jupyter notebook/],
    ['HTML', text('\n<!DOCTYPE html><title>404'), /an HTML page.*web page/],
    ['SVG', text('<?xml version="1.0"?>\n<svg xmlns="x">'), /SVG.*export it as PNG/],
    ['PDF', text('%PDF-1.7\n'), /a PDF/],
    ['Git LFS', text('version https://git-lfs.github.com/spec/v1\n'), /Git LFS.*git lfs pull/],
    ['HEIC', join([0, 0, 0, 24], 'ftypheic', new Uint8Array(20)), /HEIC.*convert/],
    ['AVIF', join([0, 0, 0, 24], 'ftypavif', new Uint8Array(20)), /AVIF/],
    ['PSD', join('8BPS\0\x01', new Uint8Array(20)), /Photoshop/],
    ['FITS', text('SIMPLE  =                    T'), /FITS/],
    ['DICOM', join(new Uint8Array(128), 'DICM'), /DICOM/],
    ['unknown', join([7, 200, 0, 1, 255, 3, 9]), /known here.*PNG, JPEG, WebP, GIF, BMP and TIFF/],
    ['text-mode transfer', join('\x89PNG\n\x1a\n', new Uint8Array(30)), /text-mode transfer/],
  ])('%s', (_, bytes, message) => expect(messageOf(bytes)).toMatch(message));
});

test.each<[string, Uint8Array]>([
  ['PNG', PNG],
  ['JPEG', jpegSegments({ width: 64, height: 48 })],
  ['WebP', webpFile(vp8(64, 48))],
  ['GIF', gif(8, 8, 1)],
  ['BMP', bmp(8, 8, 24)],
])('a %s cut anywhere after its signature is told to be cut or damaged', (format, bytes) => {
  // A GIF that lacks its end mark only is whole, and is read.
  const end = format === 'GIF' ? bytes.length - 1 : bytes.length;
  for (let length = 18; length < end; length += 1)
    expect(messageOf(bytes.subarray(0, length))).toMatch(/cut off|damaged|no picture/);
});

describe('limits', () => {
  test('a tiny file that claims 30,000 × 30,000 pixels', () => {
    const bomb = rawPng({ width: 6, height: 4, bitDepth: 8, colourType: 0 });
    new DataView(bomb.buffer).setUint32(16, 30_000);
    new DataView(bomb.buffer).setUint32(20, 30_000);
    expect(messageOf(bomb)).toMatch(
      /30,000 × 30,000 pixels are 900 million, more than the 100 million/,
    );
  });
  test('the largest size a header can claim', () => {
    const bomb = Uint8Array.from(PNG);
    bomb.fill(0xff, 16, 24);
    expect(messageOf(bomb)).toMatch(/more than/);
  });
  test('limits are settings', () => {
    expect(messageOf(PNG, { limits: { pixels: 20 } })).toMatch(/6 × 4 pixels/);
    expect(messageOf(PNG, { limits: { decodedBytes: 70 } })).toMatch(/3 channels of 8 bits/);
    expect(readFigureBytes(PNG, 'a', { limits: { pixels: 24, decodedBytes: 72 } }).width).toBe(6);
  });
  test('a width of 0', () => expect(messageOf(bmp(0, 4, 24))).toMatch(/0 × 4/));
  test.each([0, 1.5, -1, NaN])('page %d', (page) =>
    expect(messageOf(PNG, { page })).toMatch(/no page number/),
  );
  test('a page that is not there', () =>
    expect(messageOf(gif(8, 8, 3), { page: 4 })).toMatch(
      /page 4 was asked for, but the file has 3 pages/,
    ));
  test('lossless JPEG', () =>
    expect(messageOf(jpegSegments({ width: 4, height: 4, frame: 0xc3 }))).toMatch(/lossless/));
});

test('a name cannot act on a terminal', () => {
  expect(() => readFigureBytes(new Uint8Array(), '\x1b[2Jx.png')).toThrow(/^\ufffd\[2Jx\.png: /);
});

describe('files', () => {
  const folder = mkdtempSync(path(tmpdir(), 'figures-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, bytes: Uint8Array = PNG) => {
    writeFileSync(path(folder, name), bytes);
    return path(folder, name);
  };

  test('the content decides, not the name', async () => {
    const figure = await readFigure(file('photo.jpg'), { id: 'image_2', caption: 'A photo' });
    expect(figure).toMatchObject({ id: 'image_2', name: 'photo.jpg', format: 'png', caption: 'A photo', path: path(folder, 'photo.jpg') }); // prettier-ignore
    expect(Buffer.from(figure.bytes).equals(PNG)).toBe(true);
  });
  test('symbolic links are followed', async () => {
    symlinkSync(file('real.png'), path(folder, 'link.png'));
    expect((await readFigure(path(folder, 'link.png'))).width).toBe(6);
  });
  test('a link to itself', async () => {
    symlinkSync(path(folder, 'loop'), path(folder, 'loop'));
    await expect(readFigure(path(folder, 'loop'))).rejects.toThrow(/leads in a circle/);
  });
  test.each([
    ['missing', () => path(folder, 'none.png'), /no such file/],
    ['inside a file', () => path(file('b.png'), 'x'), /no such file/],
    ['a folder', () => folder, /this is a folder/],
    ['a device', () => '/dev/null', /device or pipe/],
    ['an address', () => 'https://example.org/a.png', /an address/],
    ['a NUL in the path', () => 'a\0b.png', /no path of a file/],
  ])('%s', async (_, where, message) => {
    const error: unknown = await readFigure(where()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FigureError);
    expect((error as FigureError).message).toMatch(message);
  });
  test('too large', async () => {
    await expect(readFigure(file('c.png'), { limits: { fileBytes: 10 } })).rejects.toThrow(
      /more than the 1 MiB/,
    );
  });
  test.skipIf(process.getuid?.() === 0)('no permission', async () => {
    const secret = file('secret.png');
    chmodSync(secret, 0);
    await expect(readFigure(secret)).rejects.toThrow(/may not be read/);
  });
  test('a folder with a picture name', async () => {
    mkdirSync(path(folder, 'd.png'));
    await expect(readFigure(path(folder, 'd.png'))).rejects.toThrow(/this is a folder/);
  });
});
