import { DTYPES, graphName, PARTS, type Dtype, type Part } from '../../inference/protocol.ts';

/** One ONNX file of a part, and the files with its weights. */
export interface WeightFiles {
  readonly graph: string;
  readonly data: readonly string[];
}

export type WeightsByPart = Readonly<Record<Part, ReadonlyMap<Dtype, WeightFiles>>>;

/**
 * Finds the ONNX files of a model among its paths: in `onnx/`, or beside config.json where there are none. Weights outside the graph
 * are `…onnx_data`, `…onnx_data_1`, or `…onnx.data` as torch writes them.
 */
export function findWeights(paths: readonly string[]): WeightsByPart {
  const inFolder = weightsIn(paths, 'onnx/');
  return PARTS.some((part) => inFolder[part].size > 0) ? inFolder : weightsIn(paths, '');
}

function weightsIn(paths: readonly string[], folder: string): WeightsByPart {
  const there = new Set(paths);
  const entries = PARTS.map((part) => {
    const found = new Map<Dtype, WeightFiles>();
    for (const dtype of DTYPES) {
      const graph = `${folder}${graphName(part, dtype)}`;
      if (there.has(graph)) found.set(dtype, { graph, data: dataOf(graph, paths) });
    }
    return [part, found] as const;
  });
  return Object.fromEntries(entries) as Record<Part, Map<Dtype, WeightFiles>>;
}

const DATA = /^(?:_data|\.data)(?:_\d{1,3})?$/u;

function dataOf(graph: string, paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => path.startsWith(graph) && DATA.test(path.slice(graph.length)))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
