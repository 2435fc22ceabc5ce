import type { Graph } from '../onnx/graph.ts';
import { SHAPE } from './shape.ts';

/**
 * Cosines and sines `[batch, tokens, 1, headSize]` of position_ids `[3, batch, tokens]` by interleaved M-RoPE, as
 * `apply_interleaved_mrope` of transformers' Qwen3-VL: of the first 60 frequencies every third, from the second on, turns with the height
 * and every third, from the third on, with the width; all others with the time.
 */
export function rotaryTables(graph: Graph): [cos: string, sin: string] {
  const half = SHAPE.headSize / 2;
  const frequencies = new Float32Array(3 * half);
  for (let at = 0; at < half; at++) {
    const axis = rotaryAxis(at);
    frequencies[axis * half + at] = SHAPE.ropeTheta ** (-at / half);
  }
  const table = graph.floats('rotary', [3, 1, 1, half], frequencies);
  const positions = graph.node('Cast', ['position_ids'], { to: 1 });
  const column = graph.node('Unsqueeze', [positions, graph.ints([3])]);
  const each = graph.node('Mul', [column, table]);
  const angles = graph.node('ReduceSum', [each, graph.ints([0])], { keepdims: 0 });
  const both = graph.node('Concat', [angles, angles], { axis: -1 });
  const perHead = graph.node('Unsqueeze', [both, graph.ints([2])]);
  return [graph.node('Cos', [perHead]), graph.node('Sin', [perHead])];
}

function rotaryAxis(at: number): number {
  const axis = at % 3;
  const section = SHAPE.ropeSections[axis] ?? 0;
  return axis > 0 && at < section * 3 ? axis : 0;
}
