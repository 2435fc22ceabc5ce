import type { FloatType } from '../sessions/decoderLayout.ts';
import { bytesField, join, numberField } from './protobuf.ts';

/** Numbers of the fields and types in onnx.proto. */
const ELEMENT = { float32: 1, float16: 10, int64: 7 } as const;

/**
 * An ONNX model of one operator: `kept = data[:, :, :length, :]`. Inputs `data` `[1, heads, tokens, headSize]`, `length` int64 `[1]`;
 * output `kept`.
 */
export function cutModel(type: FloatType): Uint8Array {
  const node = join([
    ...['data', 'start', 'length', 'axis'].map((name) => bytesField(1, name)),
    bytesField(2, 'kept'),
    bytesField(4, 'Slice'),
  ]);
  const graph = join([
    bytesField(1, node),
    bytesField(2, 'cut'),
    bytesField(5, constant('start', 0)),
    bytesField(5, constant('axis', 2)),
    bytesField(11, value('data', ELEMENT[type], 4)),
    bytesField(11, value('length', ELEMENT.int64, 1)),
    bytesField(12, value('kept', ELEMENT[type], 4)),
  ]);
  const opset = numberField(2, 17);
  return join([numberField(1, 8), bytesField(7, graph), bytesField(8, opset)]);
}

/** TensorProto of one int64. */
function constant(name: string, number: number): Uint8Array {
  const raw = new Uint8Array(8);
  new DataView(raw.buffer).setBigInt64(0, BigInt(number), true);
  return join([
    numberField(1, 1),
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
