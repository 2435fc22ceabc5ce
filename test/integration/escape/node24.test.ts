import { describe, it } from 'vitest';
import { describeEscapes } from './escapeSuite.ts';
import { node24 } from './settings.ts';

const node = node24();
if (node === undefined)
  describe('escapes on Node 24', () =>
    it.skip('skipped: Node 24 is not in .cache/node24 (node scripts/node24.mjs fetches it)', () =>
      undefined));
else {
  // As in realmAlone.test.ts: no network namespace.
  process.env['PATH'] = '';
  describeEscapes('escapes on Node 24, with the network closed by the sealed realm alone', () => ({
    node,
    networkBelow: false,
  }));
}
