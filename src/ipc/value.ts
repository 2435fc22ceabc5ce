/**
 * Structured data as bytes: one tag byte, then the content; numbers little-endian. Written here rather than taken from
 * `v8.deserialize` or JSON because the reader must survive bytes from a hostile process and binary must not grow to base64.
 *
 * | tag | content |
 * | --- | --- |
 * | 0 undefined, 1 null, 2 false, 3 true | none |
 * | 4 number | float64 |
 * | 5 string | u32 byte count, UTF-8 |
 * | 6 bytes | u32 count, bytes |
 * | 7 array | u32 count, values |
 * | 8 object | u32 count, then per entry: u32 byte count and UTF-8 of the key, value |
 */
const enum Tag {
  Undefined,
  Null,
  False,
  True,
  Number,
  String,
  Bytes,
  Array,
  Object,
}

const MAX_DEPTH = 64;
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Encodes null, undefined, booleans, numbers, strings, `Uint8Array`, arrays and plain objects. Throws `TypeError` for anything else. */
export function encodeValue(value: unknown): Uint8Array[] {
  const parts: Uint8Array[] = [];
  write(value, parts, 0);
  return parts;
}

function write(value: unknown, parts: Uint8Array[], depth: number): void {
  if (depth > MAX_DEPTH) throw new TypeError('The value is nested too deeply to be sent.');
  if (value === undefined) parts.push(Uint8Array.of(Tag.Undefined));
  else if (value === null) parts.push(Uint8Array.of(Tag.Null));
  else if (typeof value === 'boolean') parts.push(Uint8Array.of(value ? Tag.True : Tag.False));
  else if (typeof value === 'number') {
    const part = new Uint8Array(9);
    part[0] = Tag.Number;
    new DataView(part.buffer).setFloat64(1, value, true);
    parts.push(part);
  } else if (typeof value === 'string') {
    const bytes = utf8.encode(value);
    parts.push(head(Tag.String, bytes.length), bytes);
  } else if (value instanceof Uint8Array) parts.push(head(Tag.Bytes, value.length), value);
  else if (Array.isArray(value)) {
    parts.push(head(Tag.Array, value.length));
    for (const item of value as unknown[]) write(item, parts, depth + 1);
  } else if (isPlain(value)) {
    const entries = Object.entries(value);
    parts.push(head(Tag.Object, entries.length));
    for (const [key, item] of entries) {
      const name = utf8.encode(key);
      parts.push(u32(name.length), name);
      write(item, parts, depth + 1);
    }
  } else throw new TypeError(`A ${typeof value} cannot be sent.`);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function u32(value: number): Uint8Array {
  const part = new Uint8Array(4);
  new DataView(part.buffer).setUint32(0, value, true);
  return part;
}

function head(tag: Tag, count: number): Uint8Array {
  const part = new Uint8Array(5);
  part[0] = tag;
  new DataView(part.buffer).setUint32(1, count, true);
  return part;
}

/** Decodes what `encodeValue` made. Throws `RangeError` for bytes that are cut off, too deep, of unknown tags, or followed by more. */
export function decodeValue(bytes: Uint8Array): unknown {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.left > 0) throw new RangeError('There are bytes after the end of the value.');
  return value;
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    // A Node Buffer would give views where a Uint8Array gives copies.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new RangeError('The value is nested too deeply.');
    const tag: Tag = this.#view.getUint8(this.#skip(1));
    switch (tag) {
      case Tag.Undefined:
        return undefined;
      case Tag.Null:
        return null;
      case Tag.False:
        return false;
      case Tag.True:
        return true;
      case Tag.Number:
        return this.#view.getFloat64(this.#skip(8), true);
      case Tag.String:
        return this.#string();
      case Tag.Bytes:
        return this.#take().slice();
      case Tag.Array:
        return this.#array(depth);
      case Tag.Object:
        return this.#object(depth);
      default:
        throw new RangeError('There is no such tag.');
    }
  }

  #array(depth: number): unknown[] {
    const count = this.#count(1);
    const items: unknown[] = [];
    for (let i = 0; i < count; i++) items.push(this.value(depth + 1));
    return items;
  }

  #object(depth: number): object {
    const count = this.#count(5);
    const object: Record<string, unknown> = {};
    for (let i = 0; i < count; i++) {
      const key = this.#string();
      // The one key whose assignment changes an object's prototype instead of the object.
      if (key === '__proto__') throw new RangeError('An object has the key __proto__.');
      object[key] = this.value(depth + 1);
    }
    return object;
  }

  /** A count of things that take at least `size` bytes each: a count that the bytes cannot hold is refused before anything is made. */
  #count(size: number): number {
    const count = this.#view.getUint32(this.#skip(4), true);
    if (count * size > this.left) throw new RangeError('The value is cut off.');
    return count;
  }

  #string(): string {
    return fromUtf8.decode(this.#take());
  }

  #take(): Uint8Array {
    const count = this.#count(1);
    const start = this.#skip(count);
    return this.#bytes.subarray(start, start + count);
  }

  #skip(count: number): number {
    if (count > this.left) throw new RangeError('The value is cut off.');
    const start = this.#at;
    this.#at += count;
    return start;
  }
}
