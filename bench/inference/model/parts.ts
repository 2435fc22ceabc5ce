import { Graph } from '../onnx/graph.ts';
import { BLOCK, type Weights } from '../onnx/weights.ts';
import { PATCH_NUMBERS, SHAPE, VISION } from './shape.ts';

/** `embed_tokens`: rows of int4 in blocks of 32, as in the exports. */
export function embedTokens(weights: Weights): Uint8Array {
  const graph = new Graph('embed_tokens');
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  const { vocabulary, hidden } = SHAPE;
  const half = hidden / 2;
  const shape = { rows: vocabulary, columns: hidden, gain: Math.sqrt(hidden) };
  const { values, scales } = weights.int4(graph, 'embedding', shape, [vocabulary, half]);
  const attributes = { bits: 4, block_size: BLOCK, gather_axis: 0, quantize_axis: 1 };
  const inputs = [values, 'input_ids', scales];
  graph.node('GatherBlockQuantized', inputs, attributes, 'inputs_embeds', 'com.microsoft');
  graph.output('inputs_embeds', 'float', ['batch_size', 'sequence_length', hidden]);
  return graph.bytes();
}

/**
 * A stand-in for `vision_encoder`: four patches to one token by two matrices. It depends on every pixel, but does less than a thirtieth of the work
 * of the real one, which a peer that recomputes everything would have to do again in every turn.
 */
export function visionEncoder(weights: Weights): Uint8Array {
  const graph = new Graph('vision_encoder');
  graph.input('pixel_values', 'float', ['patches', PATCH_NUMBERS]);
  graph.input('image_grid_thw', 'int64', ['images', 3]);
  const numbers = PATCH_NUMBERS * VISION.merge ** 2;
  const merged = graph.node('Reshape', ['pixel_values', graph.ints([-1, numbers])]);
  const matmul = (name: string, input: string, rows: number, columns: number, to?: string) => {
    const { values, scales } = weights.int4(graph, name, { rows, columns });
    const attributes = { K: columns, N: rows, bits: 4, block_size: BLOCK, accuracy_level: 4 };
    return graph.node('MatMulNBits', [input, values, scales], attributes, to, 'com.microsoft');
  };
  const wide = matmul('merge', merged, 4096, numbers);
  const active = graph.node('Tanh', [wide]);
  matmul('project', active, SHAPE.hidden, 4096, 'image_features');
  graph.output('image_features', 'float', ['features', SHAPE.hidden]);
  return graph.bytes();
}
