import { describeEscapes } from './escapeSuite.ts';

// Without a PATH there is no `unshare` to be found: what holds now holds on every platform.
process.env['PATH'] = '';
describeEscapes(
  'escapes on the Node of the tests, with the network closed by the sealed realm alone',
  () => ({ networkBelow: Number(process.versions.node.split('.')[0]) >= 25 }),
  ['JavaScript', 'network'],
);
