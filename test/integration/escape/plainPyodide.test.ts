import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ESCAPED, prelude, type Attempt, type Harm } from './attempts/attempt.ts';
import { ATTEMPTS } from './attempts/index.ts';
import { Canaries, SECRET } from './canaries.ts';

/**
 * The control: the same attempts in plain Pyodide on the same Node must do harm, else the other files of this folder could not fail.
 */
describe('the attempts in plain Pyodide', () => {
  const successful = Object.values(ATTEMPTS)
    .flat()
    .filter((attempt): attempt is Attempt & { plain: Harm } => attempt.plain !== undefined);
  let canaries: Canaries;
  let printed: Record<string, string>;
  let harm: string[];

  beforeAll(async () => {
    canaries = await Canaries.plant();
    const program = fileURLToPath(new URL('plainPyodide.mjs', import.meta.url));
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    const cells = successful.map(({ name, python }) => ({
      name,
      python: prelude(canaries.targets) + python,
    }));
    child.stdin.end(JSON.stringify(cells));
    printed = JSON.parse(await text(child.stdout)) as Record<string, string>;
    harm = await canaries.harm();
  });
  afterAll(() => canaries.remove());

  it('are enough to trust the canaries', () => {
    expect(new Set(successful.map(({ plain }) => plain))).toEqual(
      new Set(['secret', 'file', 'connection', 'escaped']),
    );
    expect(successful.length).toBeGreaterThanOrEqual(10);
  });

  it.each(successful.filter(({ plain }) => plain === 'secret'))(
    '$name: shows the secret',
    ({ name }) => expect(printed[name]).toContain(SECRET),
  );

  it.each(successful.filter(({ plain }) => plain === 'escaped'))(
    '$name: gets hold of the host realm',
    ({ name }) => expect(printed[name]).toContain(ESCAPED),
  );

  it('write files into the canary folder', () => {
    const writers = successful.filter(({ plain }) => plain === 'file').length;
    expect(harm.filter((what) => what.startsWith('file written')).length).toBe(writers);
  });

  it('connect to the listener', () => {
    expect(harm.some((what) => what.startsWith('connections'))).toBe(true);
  });
});
