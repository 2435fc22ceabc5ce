import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { TOOL } from '../../../../src/extension/tools/ids.ts';
import { INPUT, readInput } from '../../../../src/extension/tools/input.ts';
import { FIGKIT_BRIEF } from '../../../../src/reasoning/prompt/figkitBrief.ts';
import { manifest } from '../manifest.ts';

const { languageModelTools: contributed } = manifest.contributes;

describe('the tools in package.json', () => {
  it.each(Object.values(TOOL))('%s takes what the code checks', (name) => {
    const { $schema: _, ...schema } = z.toJSONSchema(INPUT[name]);
    expect(contributed.find((tool) => tool.name === name)?.inputSchema).toEqual(schema);
  });

  it('have references that no other one has, and descriptions for users that are localised', () => {
    const references = contributed.map(({ toolReferenceName }) => toolReferenceName);
    expect(new Set(references).size).toBe(references.length);
    for (const { userDescription } of contributed) expect(userDescription).toMatch(/^%.+%$/u);
  });

  it('name only functions that figkit has', () => {
    const python = contributed.find(({ name }) => name === TOOL.runPython);
    const named = [...(python?.modelDescription ?? '').matchAll(/(\w+)\(image/gu)].map(
      ([, name]) => name ?? '',
    );
    expect(named).toContain('count_objects');
    expect(named.filter((name) => name !== 'describe' && !FIGKIT_BRIEF.includes(name))).toEqual([]);
  });
});

describe('readInput', () => {
  it('gives what is right', () => {
    const input = { figures: ['a.png'], question: 'How many?', region: [0, 0, 5, 5], mode: 'auto' };
    expect(readInput(TOOL.ask, input)).toEqual(input);
  });

  it.each([
    [TOOL.inspect, { figure: 'a.png', zoom: 2, colour: 1 }, '"zoom", "colour"'],
    [TOOL.inspect, {}, 'figure: '],
    [TOOL.inspect, { figure: 'a.png', page: 0 }, 'page: '],
    [TOOL.inspect, 'a.png', 'the input: '],
    [TOOL.runPython, { figures: [], code: '1' }, 'figures: '],
    [TOOL.runPython, { figures: ['a.png'], code: '' }, 'code: '],
    [TOOL.runPython, { figures: ['a.png', 7], code: '1' }, 'figures.1: '],
    [TOOL.ask, { figures: ['a.png'], question: '?', region: [1, 2, 3] }, 'region: '],
    [TOOL.ask, { figures: ['a.png'], question: '?', region: [1, 2, 3, Infinity] }, 'region.3: '],
    [TOOL.ask, { figures: ['a.png'], question: '?', mode: 'fast' }, 'mode: '],
  ])('%s: says what is wrong with %j, and what there is', (name, input, wrong) => {
    const read = () => readInput(name, input);
    expect(read).toThrow(wrong);
    expect(read).toThrow(`Its fields are ${Object.keys(INPUT[name].shape).join(', ')}.`);
  });
});
