import { open } from 'node:fs/promises';

/** Graphs without their weights are a few megabytes; with them they are read only as far as this. */
const MOST_BYTES = 64 * 1024 * 1024;
/** `location` as the key of an entry of a tensor's external data (onnx.proto: StringStringEntryProto), then the tag of its value. */
const KEY = Buffer.from([0x0a, 0x08, ...Buffer.from('location'), 0x12]);

/**
 * The files outside an ONNX file that hold its weights, as it names them. Read from its bytes without a parser for the rest: a wrong
 * answer leads to a clear message, no more. That no file outside the folder is read is ONNX Runtime's to see to, and it does.
 */
export async function externalData(path: string): Promise<ReadonlySet<string>> {
  const file = await open(path, 'r');
  let bytes: Buffer;
  try {
    const { size } = await file.stat();
    bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
    await file.read(bytes, 0, bytes.length, 0);
  } finally {
    await file.close();
  }
  const names = new Set<string>();
  for (let at = bytes.indexOf(KEY); at >= 0; at = bytes.indexOf(KEY, at + KEY.length)) {
    const start = at + KEY.length;
    const low = bytes[start] ?? 0;
    // A length of 128 and more takes two bytes (protobuf's varint), seven bits in each.
    const long = low >= 0x80;
    const length = long ? (low & 0x7f) + (bytes[start + 1] ?? 0) * 128 : low;
    const begin = start + (long ? 2 : 1);
    if (length > 0 && length < 4096) names.add(bytes.toString('utf8', begin, begin + length));
  }
  return names;
}
