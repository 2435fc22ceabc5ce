/** Remainders of a byte that is followed by 0 to 3 zero bytes, 256 for each: four bytes are taken in one step. */
const TABLES = makeTables();

/** CRC-32 (polynomial 0x04c11db7, as in PNG and zlib) of `bytes` from `start` to before `end`. Node has its own only from 20.15 on. */
export function crc32(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    crc ^=
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    crc =
      (TABLES[768 + (crc & 255)] ?? 0) ^
      (TABLES[512 + ((crc >>> 8) & 255)] ?? 0) ^
      (TABLES[256 + ((crc >>> 16) & 255)] ?? 0) ^
      (TABLES[crc >>> 24] ?? 0);
  }
  for (; at < end; at += 1) crc = (TABLES[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

function makeTables(): Int32Array {
  const tables = new Int32Array(4 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    tables[byte] = rest;
  }
  for (let place = 256; place < tables.length; place += 1) {
    const before = tables[place - 256] ?? 0;
    tables[place] = (tables[before & 255] ?? 0) ^ (before >>> 8);
  }
  return tables;
}
