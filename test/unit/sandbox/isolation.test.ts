import { describe, expect, it } from 'vitest';
import { judgeLayers } from '../../../src/sandbox/isolation.ts';
import { permissionFlag } from '../../../src/sandbox/node.ts';

const layer = (name: string, inForce: boolean, required = true) => ({
  name,
  inForce,
  required,
  detail: `${name} detail`,
});

describe('judging the layers', () => {
  it('lets a run start when every required layer is in force', () => {
    expect(judgeLayers([layer('file reads', true), layer('network', false, false)], false)).toEqual(
      [],
    );
  });

  it('refuses with a sentence that names every missing layer', () => {
    const missing = [
      layer('file reads', false),
      layer('sealed realm', false),
      layer('Python', true),
    ];
    expect(() => judgeLayers(missing, false)).toThrow(/file reads detail.*sealed realm detail/);
    expect(() => judgeLayers(missing, false)).toThrow(
      expect.objectContaining({ kind: 'NotIsolated' }),
    );
  });

  it('goes on with named layers when the user has allowed it', () => {
    expect(judgeLayers([layer('file reads', false)], true)).toEqual([
      expect.stringContaining('file reads'),
    ]);
  });
});

describe('the flag of the permission model', () => {
  it.each([
    ['20.20.2', '--experimental-permission'],
    ['22.12.0', '--experimental-permission'],
    ['22.13.0', '--permission'],
    ['23.4.0', '--experimental-permission'],
    ['23.5.0', '--permission'],
    ['24.0.0', '--permission'],
  ])('on Node %s is %s', (version, flag) => {
    expect(permissionFlag(version)).toBe(flag);
  });
});
