import { expect, it } from 'vitest';
import { withStandIns } from '../../../src/sandbox/packages/standIns.ts';

const missing = { name: 'matplotlib', available: false, from: 'not in the cache' };
const scipy = { name: 'scipy', available: false, from: 'not in the cache' };

it('tells the stand-in of a missing package, and why the real one is not there', () => {
  expect(withStandIns([missing, scipy], [])).toEqual([
    {
      name: 'matplotlib',
      version: 'stand-in',
      available: true,
      from: 'figscope stand-in; the real package: not in the cache',
    },
    scipy,
    {
      name: 'pillow',
      version: 'stand-in',
      available: true,
      from: 'figscope stand-in; the real package was not asked for',
    },
  ]);
});

it('leaves real packages alone, also those that came along with another', () => {
  const real = { name: 'Pillow', version: '11.3.0', available: true, from: 'cache' };
  expect(withStandIns([real], [{ name: 'matplotlib' }])).toEqual([real]);
});
