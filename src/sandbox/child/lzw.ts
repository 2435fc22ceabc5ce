/** Variable-width LZW; a stream that ends early leaves the rest 0, as browsers do. */
export function unpackLzw(data: Uint8Array, minimumCodeSize: number, count: number): Uint8Array {
  if (minimumCodeSize < 1 || minimumCodeSize > 8)
    throw new RangeError('The GIF is damaged: its code size.');
  const clearCode = 1 << minimumCodeSize;
  const prefix = new Uint16Array(4096);
  const suffix = new Uint8Array(4096);
  const lengths = new Uint16Array(4096);
  for (let code = 0; code < clearCode; code++) {
    suffix[code] = code;
    lengths[code] = 1;
  }
  const out = new Uint8Array(count);
  let filled = 0;
  let size = minimumCodeSize + 1;
  let next = clearCode + 2;
  let previous = -1;
  let bits = 0;
  let buffer = 0;
  let at = 0;
  /** Writes the string of `code` and gives its first symbol. */
  const write = (code: number): number => {
    let position = filled + (lengths[code] ?? 0);
    filled = position;
    let symbol = 0;
    for (let link = code, left = lengths[code] ?? 0; left > 0; left--) {
      symbol = suffix[link] ?? 0;
      position--;
      if (position < count) out[position] = symbol;
      link = prefix[link] ?? 0;
    }
    return symbol;
  };
  const firstOf = (code: number): number => {
    let link = code;
    for (let left = (lengths[code] ?? 1) - 1; left > 0; left--) link = prefix[link] ?? 0;
    return suffix[link] ?? 0;
  };
  while (filled < count) {
    while (bits < size && at < data.length) {
      buffer |= (data[at++] ?? 0) << bits;
      bits += 8;
    }
    if (bits < size) break;
    const code = buffer & ((1 << size) - 1);
    buffer >>>= size;
    bits -= size;
    if (code === clearCode) {
      size = minimumCodeSize + 1;
      next = clearCode + 2;
      previous = -1;
      continue;
    }
    if (code === clearCode + 1) break;
    if (code > next || (previous < 0 && code >= clearCode))
      throw new RangeError('The GIF is damaged: an impossible code.');
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous;
      suffix[next] = firstOf(code === next ? previous : code);
      lengths[next] = (lengths[previous] ?? 0) + 1;
      next++;
      if (next === 1 << size && size < 12) size++;
    }
    write(code);
    previous = code;
  }
  return out;
}
