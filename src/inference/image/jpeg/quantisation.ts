import { damaged } from '../damaged.ts';
import { ZIGZAG } from './zigzag.ts';

/** Factors of coefficients, row by row, by the number of the table. */
export type QuantisationTables = Map<number, Uint16Array>;

/** Reads the tables of a DQT segment into `tables`. @throws InferenceError `image` */
export function readQuantisationTables(data: Uint8Array, tables: QuantisationTables): void {
  for (let at = 0; at < data.length;) {
    const head = data[at] ?? 0;
    const bytes = head >> 4 === 0 ? 1 : 2;
    const begin = at + 1;
    const end = begin + 64 * bytes;
    if (head >> 4 > 1 || (head & 15) > 3 || end > data.length) {
      throw damaged('JPEG', 'one of its quantisation tables is no such table');
    }
    const table = new Uint16Array(64);
    ZIGZAG.forEach((place, number) => {
      const from = begin + number * bytes;
      table[place] =
        bytes === 1 ? (data[from] ?? 0) : ((data[from] ?? 0) << 8) | (data[from + 1] ?? 0);
    });
    tables.set(head & 15, table);
    at = end;
  }
}
