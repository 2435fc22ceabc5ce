import { describe, expect, it } from 'vitest';
import { lastRowOnly } from '../../../../src/inference/onnx/lastRowOnly.ts';
import { bytesField, join, numberField } from '../../../../src/inference/onnx/protobuf.ts';
import { resizeModel } from '../../../../src/inference/onnx/resizeModel.ts';
import { STOP, stopCopying } from '../../../../src/inference/onnx/stopCopying.ts';
import { openSession } from '../../../../src/inference/sessions/openSession.ts';
import { runtime } from '../../../../src/inference/sessions/runtime.ts';

const CPU = { device: 'cpu', threads: 1 } as const;

const node = (operator: string, inputs: readonly string[], output: string): Uint8Array =>
  bytesField(
    1,
    join([
      ...inputs.map((name) => bytesField(1, name)),
      bytesField(2, output),
      bytesField(4, operator),
    ]),
  );

/** A value of floats or int64 numbers with dimensions of any size. */
function value(field: number, name: string, element: number, rank: number): Uint8Array {
  const dims = Array.from({ length: rank }, (_, axis) => bytesField(1, bytesField(2, name + axis)));
  const tensor = join([numberField(1, element), bytesField(2, join(dims))]);
  return bytesField(field, join([bytesField(1, name), bytesField(2, bytesField(1, tensor))]));
}

/** `logits = inputs_embeds x head`, in the shape of the last layer of a decoder. */
function headModel(last: readonly Uint8Array[]): Uint8Array {
  const graph = join([
    ...last,
    bytesField(2, 'head'),
    value(11, 'rows', 1, 3),
    value(11, 'attention_mask', 7, 2),
    value(11, 'head', 1, 2),
    value(12, 'logits', 1, 3),
  ]);
  return join([numberField(1, 8), bytesField(7, graph), bytesField(8, numberField(2, 17))]);
}

const MATMUL = [node('MatMul', ['rows', 'head'], 'logits')];

function feeds() {
  const { Tensor } = runtime();
  return {
    rows: new Tensor('float32', Float32Array.of(1, 2, 3, 4, 5, 6), [1, 3, 2]),
    head: new Tensor('float32', Float32Array.of(1, 10, 100, 1000), [2, 2]),
    attention_mask: new Tensor('int64', BigInt64Array.of(1n, 1n, 1n), [1, 3]),
  };
}

describe('lastRowOnly', () => {
  it('makes the logits of the last token alone, with the same numbers', async () => {
    const changed = lastRowOnly(headModel(MATMUL));
    const session = await openSession(changed ?? new Uint8Array(), CPU);
    const { logits } = await session.run(feeds());
    expect(logits?.dims).toEqual([1, 1, 2]);
    expect([...((logits?.data ?? []) as Float32Array)]).toEqual([605, 6050]);
    await session.release();
  });

  it('finds the product behind a conversion', () => {
    const cast = [node('MatMul', ['rows', 'head'], 'raw'), node('Identity', ['raw'], 'logits')];
    expect(lastRowOnly(headModel(cast))).toBeDefined();
  });

  it('leaves a graph alone whose logits come from something else', () => {
    expect(lastRowOnly(headModel([node('Add', ['rows', 'rows'], 'logits')]))).toBeUndefined();
    expect(lastRowOnly(resizeModel('cut', 'float32'))).toBeUndefined();
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('<html>not found</html>')],
    ['a file that was cut off', headModel(MATMUL).slice(0, 40)],
  ])('refuses %s', (_, bytes) => {
    expect(() => lastRowOnly(bytes)).toThrow(RangeError);
  });
});

describe('stopCopying', () => {
  it('leaves the outputs in the buffers that were given for them, and gives nothing back', async () => {
    const session = await openSession(stopCopying(headModel(MATMUL)), CPU);
    expect(session.outputNames).toEqual([STOP, 'logits']);
    const { Tensor } = runtime();
    const logits = new Tensor('float32', new Float32Array(6), [1, 3, 2]);
    await expect(session.run(feeds(), { [STOP]: null, logits })).rejects.toThrow(
      'Non tensor type is temporarily not supported',
    );
    expect([...(logits.data as Float32Array)]).toEqual([201, 2010, 403, 4030, 605, 6050]);
    await session.release();
  });

  it('changes nothing where it is not asked for', async () => {
    const session = await openSession(stopCopying(headModel(MATMUL)), CPU);
    const { logits } = await session.run(feeds(), { logits: null });
    expect([...((logits?.data ?? []) as Float32Array)].slice(4)).toEqual([605, 6050]);
    await session.release();
  });
});

describe('resizeModel', () => {
  it.each(['cut', 'pad'] as const)('%s: is a model that the runtime takes', async (how) => {
    const session = await openSession(resizeModel(how, 'float32'), CPU);
    const { Tensor } = runtime();
    const data = new Tensor('float32', Float32Array.of(1, 2, 3, 4), [1, 2, 2, 1]);
    const size = new Tensor('int64', [1n], [1]);
    const { resized } = await session.run({ data, size });
    expect(resized?.dims).toEqual([1, 2, how === 'cut' ? 1 : 3, 1]);
    expect([...((resized?.data ?? []) as Float32Array)]).toEqual(
      how === 'cut' ? [1, 3] : [1, 2, 0, 3, 4, 0],
    );
    await session.release();
  });
});
