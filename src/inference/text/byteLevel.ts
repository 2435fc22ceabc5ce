/**
 * The byte-level alphabet of GPT-2's tokenizer: each byte is written as a printable character, those that are printable in Latin-1 as
 * themselves, the others as characters from U+0100 on in order.
 */
const BYTES: ReadonlyMap<string, number> = alphabet();

function alphabet(): Map<string, number> {
  const map = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const printable =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    map.set(String.fromCharCode(printable ? byte : next++), byte);
  }
  return map;
}

/** The alphabet: a vocabulary with all of it has tokens for every text. */
export const BYTE_CHARACTERS: readonly string[] = [...BYTES.keys()];

/** Bytes that a token of a byte-level vocabulary stands for; a character outside the alphabet is its own UTF-8. */
export function byteLevelBytes(token: string): Uint8Array {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = BYTES.get(token.charAt(i));
    if (byte === undefined) return new TextEncoder().encode(token);
    bytes[i] = byte;
  }
  return bytes;
}
