import { crc32, deflateSync } from 'node:zlib';
import type { Figure } from '../../../src/figures/figure.ts';
import { figureOf } from '../../fixtures/figure.ts';

const SIDE = 24;

/** A small PNG whose first pixels spell a text of 12 bytes. */
export function pictureFigure(id: string, text: string): Figure {
  const rows = Buffer.alloc(SIDE * (1 + SIDE * 3), 120);
  for (let y = 0; y < SIDE; y++) rows[y * (1 + SIDE * 3)] = 0;
  rows.write(text, 1, 'latin1');
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const bytes = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const details = { id, name: `${id}.png`, width: SIDE, height: SIDE };
  return figureOf(new Uint8Array(bytes), details);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
