import { Graph } from '../onnx/graph.ts';
import { BLOCK, type MatrixShape, type Weights } from '../onnx/weights.ts';
import { rotaryTables } from './rotary.ts';
import { SHAPE } from './shape.ts';

const { layers, hidden, heads, kvHeads, headSize, intermediate, vocabulary, epsilon } = SHAPE;

/**
 * `decoder_model_merged` in the layout of onnx-community's exports, with int4 weights (MatMulNBits, blocks of 32, fp32 scales, int8
 * activations) and GroupQueryAttention, which takes the number of tokens in the cache from attention_mask. Dimensions have the names of the
 * exports: transformers.js goes by them.
 * @param words ids from here on have logits of 0, so that they are never the largest
 */
export function decoder(weights: Weights, words: number): Uint8Array {
  const graph = new Graph('decoder');
  const build = new Decoder(graph, weights);
  graph.input('inputs_embeds', 'float', ['batch_size', 'sequence_length', hidden]);
  graph.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length']);
  graph.input('position_ids', 'int64', [3, 'batch_size', 'sequence_length']);
  const lengths = build.lengths();
  const rotary = rotaryTables(graph);
  let stream = 'inputs_embeds';
  let added = '';
  for (let layer = 0; layer < layers; layer++) {
    const attended = build.norm(stream, added, `${layer}.input`);
    const attention = build.attention(layer, attended.normed, lengths, rotary);
    const after = build.norm(attended.sum, attention, `${layer}.middle`);
    stream = after.sum;
    added = build.mlp(layer, after.normed);
  }
  const last = build.norm(stream, added, 'final');
  const shape = { rows: vocabulary, columns: hidden, live: words };
  build.matmul('lm_head', last.normed, shape, 'logits');
  graph.output('logits', 'float', ['batch_size', 'sequence_length', vocabulary]);
  for (const entry of build.presents)
    graph.output(entry, 'float', ['batch_size', kvHeads, 'total_sequence_length', headSize]);
  return graph.bytes();
}

interface Lengths {
  readonly past: string;
  readonly total: string;
}

class Decoder {
  readonly presents: string[] = [];
  readonly #graph: Graph;
  readonly #weights: Weights;

  constructor(graph: Graph, weights: Weights) {
    this.#graph = graph;
    this.#weights = weights;
  }

  /** What GroupQueryAttention wants to know: tokens before the last one for each sequence, and all tokens. */
  lengths(): Lengths {
    const graph = this.#graph;
    const cast = (name: string): string => graph.node('Cast', [name], { to: 6 });
    const sum = graph.node('ReduceSum', ['attention_mask', graph.ints([1])], { keepdims: 1 });
    const shape = graph.node('Shape', ['attention_mask']);
    return {
      past: cast(graph.node('Sub', [sum, graph.ints([1])])),
      total: cast(graph.node('Gather', [shape, graph.ints([1], [])], { axis: 0 })),
    };
  }

  /** RMS norm of `stream + added`; the sum is what goes on beside it. */
  norm(stream: string, added: string, name: string): { normed: string; sum: string } {
    const graph = this.#graph;
    const gain = graph.floats(`${name}.norm`, [hidden], new Float32Array(hidden).fill(1));
    const attributes = { epsilon: { float: epsilon } };
    const normed = `${name}.normed`;
    if (!added) {
      const plain = { ...attributes, axis: -1 };
      graph.node('SimplifiedLayerNormalization', [stream, gain], plain, normed);
      return { normed, sum: stream };
    }
    const sum = `${name}.sum`;
    graph.nodeOf(
      'SkipSimplifiedLayerNormalization',
      [stream, added, gain],
      [normed, '', '', sum],
      attributes,
      'com.microsoft',
    );
    return { normed, sum };
  }

  matmul(name: string, input: string, shape: MatrixShape, output = `${name}.out`): string {
    const { values, scales } = this.#weights.int4(this.#graph, name, shape);
    const attributes = {
      K: shape.columns,
      N: shape.rows,
      bits: 4,
      block_size: BLOCK,
      // What the exports have: activations are quantised to int8 as well.
      accuracy_level: 4,
    };
    const inputs = [input, values, scales];
    return this.#graph.node('MatMulNBits', inputs, attributes, output, 'com.microsoft');
  }

  attention(layer: number, input: string, lengths: Lengths, rotary: [string, string]): string {
    const graph = this.#graph;
    const columns = hidden;
    const [keyRows, queryRows] = [kvHeads * headSize, heads * headSize];
    const query = this.matmul(`${layer}.q`, input, { rows: queryRows, columns });
    const key = this.matmul(`${layer}.k`, input, { rows: keyRows, columns });
    const value = this.matmul(`${layer}.v`, input, { rows: keyRows, columns });
    const past = ['key', 'value'].map((kind) =>
      graph.input(`past_key_values.${layer}.${kind}`, 'float', [
        'batch_size',
        kvHeads,
        'past_sequence_length',
        headSize,
      ]),
    );
    const present = ['key', 'value'].map((kind) => `present.${layer}.${kind}`);
    this.presents.push(...present);
    const turned = [
      this.#turned(query, `${layer}.q`, heads, rotary),
      this.#turned(key, `${layer}.k`, kvHeads, rotary),
    ];
    const attended = `${layer}.attended`;
    graph.nodeOf(
      'GroupQueryAttention',
      [...turned, value, ...past, lengths.past, lengths.total],
      [attended, ...present],
      { num_heads: heads, kv_num_heads: kvHeads, scale: { float: headSize ** -0.5 } },
      'com.microsoft',
    );
    return this.matmul(`${layer}.o`, attended, { rows: hidden, columns: queryRows, gain: 0.5 });
  }

  mlp(layer: number, input: string): string {
    const graph = this.#graph;
    const shape = { rows: intermediate, columns: hidden };
    const gate = this.matmul(`${layer}.gate`, input, shape);
    const up = this.matmul(`${layer}.up`, input, shape);
    const silu = graph.node('Mul', [gate, graph.node('Sigmoid', [gate])]);
    const product = graph.node('Mul', [silu, up]);
    const down = { rows: hidden, columns: intermediate, gain: 0.5 };
    return this.matmul(`${layer}.down`, product, down);
  }

  /** Norm of each head, then the rotation by positions: x cos + rotate_half(x) sin. */
  #turned(input: string, name: string, count: number, [cos, sin]: [string, string]): string {
    const graph = this.#graph;
    const split = graph.node('Reshape', [input, graph.ints([0, 0, count, headSize])]);
    const gain = graph.floats(`${name}.norm`, [headSize], new Float32Array(headSize).fill(1));
    const attributes = { axis: -1, epsilon: { float: epsilon } };
    const normed = graph.node('SimplifiedLayerNormalization', [split, gain], attributes);
    const half = headSize / 2;
    const slice = (from: number, to: number): string =>
      graph.node('Slice', [normed, graph.ints([from]), graph.ints([to]), graph.ints([3])]);
    const rotated = graph.node(
      'Concat',
      [graph.node('Neg', [slice(half, headSize)]), slice(0, half)],
      { axis: -1 },
    );
    const turned = graph.node('Add', [
      graph.node('Mul', [normed, cos]),
      graph.node('Mul', [rotated, sin]),
    ]);
    return graph.node('Reshape', [turned, graph.ints([0, 0, count * headSize])]);
  }
}
