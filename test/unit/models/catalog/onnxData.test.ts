import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { externalData } from '../../../../src/models/catalog/onnxData.ts';
import { graph, noise } from '../../../fixtures/hub/repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'figscope-graph-'));
afterAll(() => rmSync(folder, { recursive: true }));

const namesIn = async (bytes: Buffer): Promise<readonly string[]> => {
  writeFileSync(join(folder, 'm.onnx'), bytes);
  return [...(await externalData(join(folder, 'm.onnx')))];
};

/** MatMul by 8 x 8 weights, as onnx 1.23 writes it with `save_as_external_data`. */
const WRITTEN =
  'CA46hgEKEQoBeAoBdxIBeSIGTWF0TXVsEgFnKkQICAgIEAFCAXdqFwoIbG9jYXRpb24SC20ub25ueF9kYXRhag8KBm9mZnNldBIFMTYzODRqDQoGbGVuZ3RoEgMyNTZwAVoTCgF4Eg4KDAgBEggKAggBCgIICGITCgF5Eg4KDAgBEggKAggBCgIICEICEBw=';

describe('the files that an ONNX file takes its weights from', () => {
  it('are found in what onnx writes', async () => {
    expect(await namesIn(Buffer.from(WRITTEN, 'base64'))).toEqual(['m.onnx_data']);
  });
  it('are found each once, long names too', async () => {
    const long = `${'../'.repeat(60)}etc/passwd`;
    expect(await namesIn(graph('a', 'b', 'a', long))).toEqual(['a', 'b', long]);
  });
  it('are none in a graph that holds its weights, nor in one that is cut off', async () => {
    expect(await namesIn(noise(10_000, 1))).toEqual([]);
    expect(await namesIn(Buffer.alloc(0))).toEqual([]);
    const bytes = graph('name');
    for (let end = 300; end < 320; end += 1)
      expect((await namesIn(bytes.subarray(0, end))).every((name) => 'name'.startsWith(name))).toBe(
        true,
      );
  });
});
