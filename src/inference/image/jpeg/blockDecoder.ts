import type { HuffmanTable } from './huffman.ts';

/** Tables of a component in a scan, and its place there. */
export interface BlockTables {
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
  readonly slot: number;
}

/** Reads what a scan has for a block. */
export interface BlockDecoder {
  /** Writes to the 64 coefficients from `block` on, which stand row by row. */
  decode(coefficients: Int16Array, block: number, tables: BlockTables): void;
  /** Forgets what blocks before this one have left. */
  restart(): void;
}
