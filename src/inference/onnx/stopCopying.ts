import { bytesField, join, numberField } from './protobuf.ts';

/** Numbers of fields in onnx.proto. */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, output: 12 } as const;
const NODE = { input: 1, output: 2, type: 4 } as const;
const INT64 = 7;

/** The output that ends the binding's copying, see `stopCopying`. */
export const STOP = 'figscope_stop';

/**
 * Puts an output that is no tensor before all others. onnxruntime-node 1.30 copies every output that was asked for, buffers that the caller gave
 * included, in the order of the graph, and throws at the first that is no tensor: after the run, before any copy. A whole cache would
 * be copied for every token otherwise, which takes longer than the step itself. Messages of protocol buffers are merged by joining
 * them, so what is added is put before the file as it is.
 */
export function stopCopying(model: Uint8Array): Uint8Array {
  const node = join([
    bytesField(NODE.input, 'attention_mask'),
    bytesField(NODE.output, STOP),
    bytesField(NODE.type, 'SequenceConstruct'),
  ]);
  // ValueInfoProto { name, type: { sequence_type: { elem_type: { tensor_type: { elem_type } } } } }
  const tensor = bytesField(1, numberField(1, INT64));
  const type = bytesField(4, bytesField(1, tensor));
  const output = join([bytesField(1, STOP), bytesField(2, type)]);
  const graph = join([bytesField(GRAPH.node, node), bytesField(GRAPH.output, output)]);
  return join([bytesField(MODEL.graph, graph), model]);
}
