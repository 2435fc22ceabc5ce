import type { FloatType } from '../sessions/decoderLayout.ts';
import { bytesField, join, numberField } from './protobuf.ts';

/** Numbers of the types in onnx.proto. */
const ELEMENT = { float32: 1, float16: 10, int64: 7 } as const;
/** Numbers of the fields in onnx.proto. */
const NODE = { input: 1, output: 2, operator: 4 } as const;
const GRAPH = { node: 1, name: 2, constant: 5, input: 11, output: 12 } as const;
const MODEL = { version: 1, graph: 7, opset: 8 } as const;

/**
 * An ONNX model that makes the third dimension of a tensor `[1, heads, tokens, headSize]` shorter (`cut`: the first `size` stay) or
 * longer (`pad`: `size` zeros behind them). Inputs `data` and `size`, int64 `[1]`; output `resized`.
 */
export function resizeModel(how: 'cut' | 'pad', type: FloatType): Uint8Array {
  const nodes =
    how === 'cut'
      ? [node('Slice', ['data', 'zero', 'size', 'axis'], 'resized')]
      : [
          node('Concat', ['before', 'size', 'zero'], 'pads', axisAttribute()),
          node('Pad', ['data', 'pads'], 'resized'),
        ];
  const constants =
    how === 'cut'
      ? [constant('zero', [0]), constant('axis', [2])]
      : [constant('before', [0, 0, 0, 0, 0, 0]), constant('zero', [0])];
  const graph = join([
    ...nodes.map((one) => bytesField(GRAPH.node, one)),
    bytesField(GRAPH.name, how),
    ...constants.map((one) => bytesField(GRAPH.constant, one)),
    bytesField(GRAPH.input, value('data', ELEMENT[type], 4)),
    bytesField(GRAPH.input, value('size', ELEMENT.int64, 1)),
    bytesField(GRAPH.output, value('resized', ELEMENT[type], 4)),
  ]);
  return join([
    numberField(MODEL.version, 8),
    bytesField(MODEL.graph, graph),
    bytesField(MODEL.opset, numberField(2, 17)),
  ]);
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attribute: Uint8Array = new Uint8Array(0),
): Uint8Array {
  return join([
    ...inputs.map((name) => bytesField(NODE.input, name)),
    bytesField(NODE.output, output),
    bytesField(NODE.operator, operator),
    attribute,
  ]);
}

/** `axis = 0` (AttributeProto in field 5: name 1, i 3, type 20 INT 2). */
function axisAttribute(): Uint8Array {
  return bytesField(5, join([bytesField(1, 'axis'), numberField(3, 0), numberField(20, 2)]));
}

/** TensorProto of int64 numbers. */
function constant(name: string, numbers: readonly number[]): Uint8Array {
  const raw = new Uint8Array(8 * numbers.length);
  const view = new DataView(raw.buffer);
  numbers.forEach((number, index) => view.setBigInt64(8 * index, BigInt(number), true));
  return join([
    numberField(1, numbers.length),
    numberField(2, ELEMENT.int64),
    bytesField(8, name),
    bytesField(9, raw),
  ]);
}

/** ValueInfoProto of a tensor with `rank` dimensions of any size. */
function value(name: string, element: number, rank: number): Uint8Array {
  const dims = Array.from({ length: rank }, (_, axis) =>
    bytesField(1, bytesField(2, `${name}${axis}`)),
  );
  const tensor = join([numberField(1, element), bytesField(2, join(dims))]);
  return join([bytesField(1, name), bytesField(2, bytesField(1, tensor))]);
}
