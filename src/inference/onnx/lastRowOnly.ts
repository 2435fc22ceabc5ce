import { fields } from './fields.ts';
import { bytesField, join, numberField } from './protobuf.ts';

/** Numbers of fields in onnx.proto. */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, initializer: 5 } as const;
const NODE = { input: 1, output: 2, type: 4 } as const;
const INT64 = 7;

interface Node {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Operators through which a row of logits depends on the same row of their first input only. */
const HEADS = new Set(['MatMul', 'MatMulNBits', 'FusedMatMul', 'MatMulIntegerToFloat']);
const CASTS = new Set(['Cast', 'Identity']);

/**
 * Lets the last layer make the logits of the last token only, where the graph is one whose logits come straight from a matrix product.
 * Without it a prompt of 512 tokens costs 512 rows of logits, a fifth of all its work and 300 MB.
 * @returns undefined when the graph is another
 * @throws RangeError when the bytes are no ONNX model
 */
export function lastRowOnly(model: Uint8Array): Uint8Array | undefined {
  const parts = [...fields(model)];
  const graph = parts.find(({ number }) => number === MODEL.graph)?.content;
  if (!graph) throw new RangeError('It has no graph.');
  const inside = [...fields(graph)];
  const made = new Map<string, { node: Node; index: number }>();
  inside.forEach(({ number, content }, index) => {
    if (number !== GRAPH.node || !content) return;
    const node = readNode(content);
    for (const output of node.outputs) made.set(output, { node, index });
  });
  let head = made.get('logits');
  while (head && CASTS.has(head.node.type)) head = made.get(head.node.inputs[0] ?? '');
  const rows = head?.node.inputs[0];
  if (!head || !rows || !HEADS.has(head.node.type)) return undefined;
  const at = head.index;
  const cut = slice(rows);
  const changed = inside.map(({ whole, content }, index) =>
    index === at && content ? bytesField(GRAPH.node, withInput(content, LAST_ROW)) : whole,
  );
  const patched = bytesField(
    MODEL.graph,
    join([...changed.slice(0, at), cut, ...changed.slice(at)]),
  );
  return join(parts.map(({ number, whole }) => (number === MODEL.graph ? patched : whole)));
}

const LAST_ROW = 'figscope_last_row';

function readNode(bytes: Uint8Array): Node {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let type = '';
  for (const { number, content } of fields(bytes)) {
    if (!content || number > NODE.type) continue;
    const text = new TextDecoder().decode(content);
    if (number === NODE.input) inputs.push(text);
    else if (number === NODE.output) outputs.push(text);
    else if (number === NODE.type) type = text;
  }
  return { type, inputs, outputs };
}

/** The node with another first input. */
function withInput(node: Uint8Array, name: string): Uint8Array {
  let first = true;
  return join(
    [...fields(node)].map(({ number, whole }) => {
      if (number !== NODE.input || !first) return whole;
      first = false;
      return bytesField(NODE.input, name);
    }),
  );
}

/** `LAST_ROW = rows[:, -1:]`: a node and its constants. */
function slice(rows: string): Uint8Array {
  const constants = { from: -1n, to: 2n ** 62n, axis: 1n };
  const name = (key: string): string => `${LAST_ROW}_${key}`;
  const node = join([
    ...[rows, ...Object.keys(constants).map(name)].map((input) => bytesField(NODE.input, input)),
    bytesField(NODE.output, LAST_ROW),
    bytesField(NODE.type, 'Slice'),
  ]);
  const tensors = Object.entries(constants).map(([key, value]) => {
    const raw = new Uint8Array(8);
    new DataView(raw.buffer).setBigInt64(0, value, true);
    const tensor = [numberField(1, 1), numberField(2, INT64), bytesField(8, name(key))];
    return bytesField(GRAPH.initializer, join([...tensor, bytesField(9, raw)]));
  });
  return join([bytesField(GRAPH.node, node), ...tensors]);
}
