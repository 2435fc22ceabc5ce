import { ByteReader, latin1 } from './byteReader.ts';
import { Malformed } from './malformed.ts';

/** An open TIFF file: byte order and offset width are known. */
export interface TiffFile {
  readonly reader: ByteReader;
  /** BigTIFF: 64-bit offsets and counts. */
  readonly big: boolean;
  /** Offset of the first directory. */
  readonly first: number;
}

export interface TiffEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Where the values lie in the file. */
  readonly at: number;
}

/** Entries of a directory (IFD) by tag. */
export type TiffDirectory = ReadonlyMap<number, TiffEntry>;

// prettier-ignore
const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8,
};

/** Reads the first bytes of a TIFF file, either byte order, classic (42) or BigTIFF (43). Throws `Malformed`. */
export function openTiff(bytes: Uint8Array, format = 'TIFF'): TiffFile {
  const order = latin1(bytes.subarray(0, 2));
  if (order !== 'II' && order !== 'MM')
    throw new Malformed(`the ${format} data does not begin as it must.`);
  const reader = new ByteReader(bytes, format, order === 'II');
  const magic = reader.u16(2);
  if (magic === 42) return { reader, big: false, first: reader.u32(4, 'its directory offset') };
  if (magic === 43 && reader.u16(4) === 8)
    return { reader, big: true, first: reader.u64(8, 'its directory offset') };
  throw new Malformed(`the ${format} header is damaged (version ${magic}).`);
}

/** Reads one directory (IFD). Entries of unknown type are passed over, as the specification asks. */
export function readDirectory(file: TiffFile, at: number): TiffDirectory {
  const { reader, big } = file;
  const { start, count } = entriesAt(file, at);
  const inline = big ? 8 : 4;
  const entries = new Map<number, TiffEntry>();
  for (let i = 0; i < count; i += 1) {
    const entry = start + i * entryBytes(big);
    const tag = reader.u16(entry);
    const type = reader.u16(entry + 2);
    const values = big ? reader.u64(entry + 4) : reader.u32(entry + 4);
    const bytes = values * (TYPE_BYTES[type] ?? 0);
    if (bytes === 0 || entries.has(tag)) continue;
    const field = entry + (big ? 12 : 8);
    const where = bytes <= inline ? field : big ? reader.u64(field) : reader.u32(field);
    entries.set(tag, { tag, type, count: values, at: where });
  }
  return entries;
}

/** Offset of the directory after the one at `at`, 0 after the last. Entries are not looked at. */
export function nextDirectory(file: TiffFile, at: number): number {
  const { reader, big } = file;
  const { start, count } = entriesAt(file, at);
  const end = start + count * entryBytes(big);
  // Some writers leave the last "next" offset out at the end of the file.
  return !reader.has(end, big ? 8 : 4) ? 0 : big ? reader.u64(end) : reader.u32(end);
}

/** Where the entries of a directory begin and how many they are, checked against the end of the file. */
function entriesAt({ reader, big }: TiffFile, at: number): { start: number; count: number } {
  const count = big ? reader.u64(at, 'a directory') : reader.u16(at, 'a directory');
  const start = at + (big ? 8 : 2);
  reader.need(start, count * entryBytes(big), `a directory of ${count} entries`);
  return { start, count };
}

const entryBytes = (big: boolean) => (big ? 20 : 12);

/** All values of an entry as numbers; rationals are divided. At most `limit` of them. Throws `Malformed` outside the file. */
export function numbersOf({ reader }: TiffFile, entry: TiffEntry, limit = Infinity): number[] {
  const size = TYPE_BYTES[entry.type] ?? 0;
  const count = Math.min(entry.count, limit);
  reader.need(entry.at, size * count, `tag ${entry.tag}`);
  return Array.from({ length: count }, (_, i) => numberAt(reader, entry.type, entry.at + i * size));
}

function numberAt(reader: ByteReader, type: number, at: number): number {
  switch (type) {
    case 3:
      return reader.u16(at);
    case 4:
    case 13:
      return reader.u32(at);
    case 5:
      return reader.u32(at) / reader.u32(at + 4);
    case 6:
      return (reader.u8(at) << 24) >> 24;
    case 8:
      return (reader.u16(at) << 16) >> 16;
    case 9:
      return reader.i32(at);
    case 10:
      return reader.i32(at) / reader.i32(at + 4);
    case 11:
      return reader.f32(at);
    case 12:
      return reader.f64(at);
    case 16:
    case 17:
    case 18:
      return reader.u64(at);
    default:
      return reader.u8(at);
  }
}

/** Text of an ASCII or byte entry up to its NUL, at most `limit` bytes of it, read as UTF-8 with Latin-1 as the fallback. */
export function textOf({ reader }: TiffFile, entry: TiffEntry, limit = 1 << 20): string {
  const size = TYPE_BYTES[entry.type] ?? 0;
  const count = Math.min(entry.count * size, limit);
  reader.need(entry.at, count, `tag ${entry.tag}`);
  const bytes = reader.bytes.subarray(entry.at, entry.at + count);
  const nul = bytes.indexOf(0);
  const text = nul < 0 ? bytes : bytes.subarray(0, nul);
  const utf8 = new TextDecoder().decode(text);
  return utf8.includes('\uFFFD') ? latin1(text) : utf8;
}
