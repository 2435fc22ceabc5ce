import { describe, expect, it } from 'vitest';
import { decodeImage, imageSize } from '../../../../src/inference/image/index.ts';
import { failure, goldenFile } from './images.ts';
import { joined } from './pngFile.ts';

const SOF = 0xc0;
const DHT = 0xc4;
const SOS = 0xda;
const DQT = 0xdb;
const DRI = 0xdd;

const decode = (bytes: Uint8Array) => decodeImage(bytes, 'image/jpeg');
const refusal = (bytes: Uint8Array) => {
  const { kind, message } = failure(() => decode(bytes));
  expect(kind).toBe('image');
  return message;
};

/** Where the first segment of a kind begins, at its 0xff. */
function segment(bytes: Uint8Array, marker: number): number {
  for (
    let at = 2;
    at < bytes.length;
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  ) {
    if (bytes[at + 1] === marker) return at;
  }
  throw new Error(`no segment ${marker}`);
}

/** A copy with `values` from byte `offset` of a segment on. */
function changed(
  bytes: Uint8Array,
  marker: number,
  offset: number,
  ...values: number[]
): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, segment(bytes, marker) + offset);
  return copy;
}

function without(bytes: Uint8Array, marker: number): Uint8Array {
  const at = segment(bytes, marker);
  const length = 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  return joined(bytes.subarray(0, at), bytes.subarray(at + length));
}

const sound = goldenFile('420-50x35', 'image/jpeg');
const progressive = goldenFile('420-progressive-50x35', 'image/jpeg');
const restarts = goldenFile('restart-50x35', 'image/jpeg');

describe('a JPEG', () => {
  it('is refused above the limit of pixels, before memory is taken', () => {
    const bytes = changed(sound, SOF, 5, 0xff, 0xff, 0xff, 0xff);
    expect(refusal(bytes)).toContain('65535 × 65535 pixels');
    expect(
      failure(() => decodeImage(sound, 'image/jpeg', { maxPixels: 50 * 35 - 1 })).message,
    ).toContain('50 × 35');
    expect(decodeImage(sound, 'image/jpeg', { maxPixels: 50 * 35 }).width).toBe(50);
  });

  it('is refused when so few bytes cannot be so many pixels', () => {
    expect(refusal(changed(sound, SOF, 5, 0x1f, 0x40, 0x1f, 0x40))).toContain(
      'most of its pixels are missing',
    );
  });

  it.each([
    ['no width', 7, [0, 0], 'it has no pixels'],
    ['no height', 5, [0, 0], 'it has no pixels'],
    ['12 bits', 4, [12], 'has more than 8 bits'],
    ['two colours', 9, [2], 'a wrong number of colours'],
    ['a sampling factor of 0', 11, [0x02], 'sizes that do not fit together'],
    ['a sampling factor of 5', 11, [0x51], 'sizes that do not fit together'],
    ['sampling factors of 3 and 2', 11, [0x31, 0, 2, 0x22], 'sizes that do not fit together'],
    ['two colours of one name', 13, [1], 'two of its colours have one name'],
  ])('is refused with %s', (_, offset, values, words) => {
    expect(refusal(changed(sound, SOF, offset, ...values))).toContain(words);
  });

  it.each([0xc3, 0xc5, 0xc9, 0xcf])('is refused when its frame is of the kind %i', (kind) => {
    expect(refusal(changed(sound, SOF, 1, kind))).toContain('lossless, arithmetic-coded');
  });

  it('is refused with two headers', () => {
    const at = segment(sound, SOF);
    const header = sound.subarray(at, at + 19);
    expect(refusal(joined(sound.subarray(0, at), header, sound.subarray(at)))).toContain(
      'two headers',
    );
  });

  it('is refused without what it needs', () => {
    expect(refusal(without(sound, SOF))).toContain('its header is missing');
    expect(refusal(without(sound, DQT))).toContain('a quantisation table is missing');
    expect(refusal(without(sound, DHT))).toContain('a Huffman table is missing');
    expect(refusal(without(progressive, DHT))).toContain('a Huffman table is missing');
    expect(
      refusal(joined(sound.subarray(0, segment(sound, SOS)), Uint8Array.of(0xff, 0xd9))),
    ).toContain('one of its colours is missing');
  });

  it.each([1, 2, 3, 100, 300])('is refused when %i bytes are missing at its end', (count) => {
    const kept = sound.subarray(0, sound.length - 2 - count);
    expect(refusal(joined(kept, Uint8Array.of(0xff, 0xd9)))).toMatch(/damaged/);
    expect(refusal(sound.subarray(0, sound.length - count))).toMatch(/damaged/);
  });

  it.each([
    ['three codes of one bit', 0, [3], 'has too many codes'],
    ['one code of one bit and three of two', 0, [1, 3], 'has too many codes'],
    ['more values than it has room for', 0, [0, 0, 0, 0, 0, 0, 0, 200], 'is no such table'],
    ['the number 4', 4, [1], 'is no such table'],
    ['the class 2', 0x20, [1], 'is no such table'],
  ])('is refused when a Huffman table has %s', (_, number, counts, words) => {
    const lengths = [...counts, ...Array<number>(16 - counts.length).fill(0)];
    const values = Math.min(
      20,
      counts.reduce((sum, count) => sum + count),
    );
    const table = Uint8Array.of(number, ...lengths, ...Array<number>(values).fill(0));
    const at = segment(sound, DHT);
    const head = Uint8Array.of(0xff, DHT, 0, table.length + 2);
    expect(refusal(joined(sound.subarray(0, at), head, table, sound.subarray(at)))).toContain(
      words,
    );
  });

  it('is refused with a code that its tables do not know', () => {
    const at = segment(sound, SOS) + 14;
    const ones = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? 0xff : 0));
    const refused = refusal(
      joined(sound.subarray(0, at), Uint8Array.from(ones), sound.subarray(at)),
    );
    expect(refused).toContain('a code that its tables do not know');
  });

  it('is refused with a quantisation table that cannot be', () => {
    expect(refusal(changed(sound, DQT, 4, 0x04))).toContain('quantisation tables is no such table');
    expect(refusal(changed(sound, DQT, 4, 0x20))).toContain('quantisation tables is no such table');
    expect(refusal(changed(sound, DQT, 4, 0x10))).toContain('quantisation tables is no such table');
  });

  it('is refused when a scan brings what there is not', () => {
    expect(refusal(changed(sound, SOS, 5, 9))).toContain('a colour that its header does not name');
    expect(refusal(changed(sound, SOS, 5, 2))).toContain('a colour twice');
    expect(refusal(changed(sound, SOS, 4, 0))).toContain('the header of a scan has a wrong length');
    // First and last coefficient, then high and low bit, of the first scan, which brings DC of three colours.
    expect(refusal(changed(progressive, SOS, 11, 0, 5))).toContain(
      'coefficients that JPEG does not have',
    );
    expect(refusal(changed(progressive, SOS, 11, 1, 5))).toContain(
      'coefficients that JPEG does not have',
    );
    expect(refusal(changed(progressive, SOS, 13, 0x0e))).toContain(
      'coefficients that JPEG does not have',
    );
    expect(refusal(changed(progressive, SOS, 13, 0x31))).toContain(
      'coefficients that JPEG does not have',
    );
  });

  it('is refused when a restart marker is missing or not its turn', () => {
    const at = restarts.findIndex((byte, index) => byte === 0xff && restarts[index + 1] === 0xd1);
    expect(at).toBeGreaterThan(0);
    const wrong = restarts.slice();
    wrong[at + 1] = 0xd2;
    expect(refusal(wrong)).toContain('a marker between its pixels is missing');
    expect(refusal(changed(restarts, DRI, 4, 0, 1))).toContain(
      'a marker between its pixels is missing',
    );
  });

  it('is refused when it has scans without end', () => {
    const begin = segment(progressive, SOS);
    // A scan that refines the lowest bit of DC: a bit for each block, and its segment.
    const blocks = Math.ceil((4 * 3 * 6) / 8) + 1;
    const scan = joined(
      Uint8Array.of(0xff, SOS, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0x10),
      new Uint8Array(blocks),
    );
    const end = Uint8Array.of(0xff, 0xd9);
    const image = (scans: number) =>
      joined(progressive.subarray(0, begin), ...Array<Uint8Array>(scans).fill(scan), end);
    expect(decode(image(100)).width).toBe(50);
    expect(refusal(image(101))).toContain('more scans than any encoder makes');
  });

  it('takes bytes between its segments for padding', () => {
    const at = segment(sound, SOF);
    const padded = joined(sound.subarray(0, at), Uint8Array.of(0xff, 0xff), sound.subarray(at));
    expect(decode(padded)).toEqual(decode(sound));
    for (const stray of [0x00, 0x01, 0xd0, 0xd7]) {
      const end = joined(sound.subarray(0, -2), Uint8Array.of(0xff, stray), sound.subarray(-2));
      expect(decode(end)).toEqual(decode(sound));
    }
  });

  it('gives its size from what is before its pixels', () => {
    expect(imageSize(sound.subarray(0, segment(sound, SOS) + 20), 'image/jpeg')).toEqual({
      width: 50,
      height: 35,
    });
    expect(failure(() => imageSize(sound.subarray(0, 30), 'image/jpeg')).kind).toBe('image');
    expect(failure(() => imageSize(without(sound, SOF), 'image/jpeg')).message).toContain(
      'its header is missing',
    );
  });

  it('has the same pixels when what it has after its end is cut off', () => {
    expect(decode(joined(sound, new Uint8Array(50)))).toEqual(decode(sound));
  });
});
