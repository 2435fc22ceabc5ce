import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rawPng, pngChunk } from '../../fixtures/encode/png.ts';
import { be32, join as bytes } from '../../fixtures/encode/bytes.ts';
import { figscope, folder, put } from './cli.ts';
import { discs } from './drawn.ts';

const TRACE = /\n\s+at .+:\d+/u;

describe('wrong use', () => {
  it.each<[string, string[], RegExp]>([
    ['an unknown command', ['explain', 'a.png'], /unknown command/u],
    ['an unknown option', ['ask', 'a.png', 'How many?', '--fast'], /unknown option '--fast'/u],
    [
      'an unknown model',
      ['ask', 'a.png', 'How many?', '--model', 'gpt'],
      /no model "gpt".+analyst/u,
    ],
    [
      'an unknown mode',
      ['ask', 'a.png', 'How many?', '--mode', 'x'],
      /--mode takes auto, reasoning/u,
    ],
    ['a missing question', ['ask', 'a.png'], /figure and a question/u],
    ['an empty question', ['ask', 'a.png', '  '], /question is empty/u],
    ['a bad region', ['ask', 'a.png', 'How many?', '--region', '1,2,3'], /four numbers/u],
    ['a region with a gap', ['ask', 'a.png', 'How many?', '--region', '1,,30,40'], /four numbers/u],
    ['no turns', ['ask', 'a.png', 'How many?', '--max-turns', '0'], /at least 1/u],
    [
      'a report of another kind',
      ['ask', 'a.png', 'How many?', '--report', 'r.pdf'],
      /\.html, \.md/u,
    ],
    ['a page that is not there', ['ask', 'a.png', 'How many?', '--page', '2'], /page/iu],
    ['a missing script', ['run', 'no.py', '--figure', 'a.png'], /no\.py/u],
  ])('%s: one clear sentence, exit code 2', async (_, args, words) => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const { code, stdout, stderr } = await figscope(cwd, args);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(TRACE);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  const bomb = bytes(
    '\x89PNG\r\n\x1a\n',
    pngChunk('IHDR', bytes(be32(30_000), be32(30_000), [8, 2, 0, 0, 0])),
    pngChunk('IDAT', [0]),
    pngChunk('IEND'),
  );
  it.each<[string, Uint8Array | string | undefined]>([
    ['empty.png', ''],
    ['text.png', 'This is a note about cells, not a picture.'],
    ['truncated.png', discs().slice(0, 60)],
    ['bomb.png', bomb],
    ['folder.png', undefined],
    ['missing.png', undefined],
  ])('an unreadable figure (%s) is named, exit code 2', async (name, content) => {
    const cwd = folder();
    if (content !== undefined) put(cwd, name, content);
    if (name === 'folder.png') mkdirSync(join(cwd, name));
    const { code, stdout, stderr } = await figscope(cwd, ['ask', name, 'How many cells?']);
    expect(stdout + stderr).toContain(name);
    expect(stdout + stderr).not.toMatch(TRACE);
    expect(code).toBe(2);
  });

  it('a region outside the figure', async () => {
    const cwd = folder();
    put(cwd, 'a.png', rawPng({ width: 40, height: 40, bitDepth: 8, colourType: 0 }));
    const args = ['ask', 'a.png', 'How many cells?', '--region', '500,500,600,600'];
    const { code, stdout, stderr } = await figscope(cwd, args);
    expect(stdout + stderr).toMatch(/region/iu);
    expect(stdout + stderr).not.toMatch(TRACE);
    expect(code).not.toBe(0);
  });

  it('a runs folder that is a file', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs(1, 1));
    put(cwd, 'runs', 'x');
    const { code, stderr } = await figscope(cwd, ['ask', 'a.png', 'How many?', '--runs', 'runs']);
    expect(stderr).toContain('runs');
    expect(stderr).not.toContain('already a run');
    expect(stderr).not.toMatch(TRACE);
    expect(code).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)('a runs folder that cannot be written', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs(1, 1));
    mkdirSync(join(cwd, 'runs'));
    chmodSync(join(cwd, 'runs'), 0o500);
    const { code, stderr } = await figscope(cwd, ['ask', 'a.png', 'How many?', '--runs', 'runs']);
    expect(stderr).toContain('runs');
    expect(stderr).not.toMatch(TRACE);
    expect(code).toBe(2);
  });

  it('a FIGSCOPE_NODE that does not exist', async () => {
    const cwd = folder();
    put(cwd, 'a.png', discs(1, 1));
    const env = { FIGSCOPE_NODE: '/nowhere/node' };
    const { code, stdout, stderr } = await figscope(cwd, ['ask', 'a.png', 'How many cells?'], env);
    expect(stdout + stderr).toContain('/nowhere/node');
    expect(stdout + stderr).not.toMatch(TRACE);
    expect(code).toBe(1);
  });
});

describe('help', () => {
  it.each(['ask', 'inspect', 'run', 'doctor'])('of %s has examples', async (command) => {
    const { code, stdout } = await figscope(folder(), [command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n[^]*figscope ${command}`, 'u'));
  });
});
