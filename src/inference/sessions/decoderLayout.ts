import { InferenceError } from '../errors.ts';
import type { Session } from './runtime.ts';

/** Element types of what goes in and out of a decoder. */
export type FloatType = 'float32' | 'float16';

/** One tensor of a KV cache: `[1, heads, tokens, headSize]`. */
export interface KvEntry {
  /** `past_key_values.3.key`. */
  readonly past: string;
  /** `present.3.key`. */
  readonly present: string;
  readonly heads: number;
  readonly headSize: number;
}

/** A state of fixed size that linear attention carries from token to token: it cannot be cut back. */
export interface StateEntry {
  /** `past_conv.0`, `past_recurrent.0`. */
  readonly past: string;
  readonly present: string;
  readonly dims: readonly number[];
  readonly type: FloatType;
}

/** What a decoder's file says of its inputs and outputs. */
export interface DecoderLayout {
  readonly kv: readonly KvEntry[];
  readonly states: readonly StateEntry[];
  readonly kvType: FloatType;
  readonly embedsType: FloatType;
  readonly logitsType: FloatType;
  /** Numbers of one row of logits. */
  readonly vocabulary: number;
  /** Rows of `position_ids`: 3 for M-RoPE (time, height, width), 4 with the plain position before them, 1 for `[batch, tokens]`, 0 for none. */
  readonly positionRows: number;
  /** Does it make the logits of the last tokens only, when asked? */
  readonly logitsToKeep: string | undefined;
  /** Inputs for DeepStack features, in the order of layers. */
  readonly deepStack: readonly DeepStackInput[];
}

export interface DeepStackInput {
  readonly name: string;
  /** Of how many layers: `[1, tokens, hidden]` for one, `[layers, 1, tokens, hidden]` for several in one. */
  readonly layers: number;
  readonly stacked: boolean;
  readonly type: FloatType;
}

interface TensorInfo {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/**
 * Reads what a decoder takes and gives.
 * @throws InferenceError `files` when it is not a decoder in a layout that is known
 */
export function decoderLayout(
  session: Pick<Session, 'inputMetadata' | 'outputMetadata'>,
  file: string,
): DecoderLayout {
  const inputs = tensors(session.inputMetadata);
  const outputs = tensors(session.outputMetadata);
  const input = (name: string): TensorInfo | undefined => inputs.find((one) => one.name === name);
  const fail = (why: string): InferenceError =>
    new InferenceError(
      'files',
      `${file} is not a decoder that Figscope can run: ${why}. Known are exports in the layout of onnx-community (docs/models.md).`,
    );
  const embeds = input('inputs_embeds');
  const logits = outputs.find(({ name }) => name === 'logits');
  if (!embeds || !input('attention_mask') || !logits)
    throw fail('it has no inputs_embeds, attention_mask or logits');
  const presentOf = (past: string): string => {
    const name = past.replace(/^past_key_values/u, 'present').replace(/^past_/u, 'present_');
    if (outputs.some((one) => one.name === name)) return name;
    throw fail(`${past} has no ${name}`);
  };
  const vocabulary = logits.shape[2];
  if (typeof vocabulary !== 'number') throw fail('its logits have no fixed size');
  const kvInputs = inputs.filter(({ name }) => /^past_key_values\.\d+\.(?:key|value)$/u.test(name));
  const stateInputs = inputs.filter(({ name }) => /^past_(?:conv|recurrent)\.\d+$/u.test(name));
  const [firstKv] = kvInputs;
  if (!firstKv) throw fail('it has no past_key_values');
  const known = new Set(['inputs_embeds', 'attention_mask', 'position_ids', 'num_logits_to_keep']);
  const strange = inputs.find(
    (one) =>
      !known.has(one.name) &&
      !kvInputs.includes(one) &&
      !stateInputs.includes(one) &&
      !isDeepStack(one.name),
  );
  if (strange) throw fail(`its input ${strange.name} is not known`);
  return {
    kv: kvInputs.map(({ name, shape }) => {
      const [heads, headSize] = [shape[1], shape[3]];
      if (typeof heads !== 'number' || typeof headSize !== 'number')
        throw fail(`${name} has no fixed number of heads`);
      return { past: name, present: presentOf(name), heads, headSize };
    }),
    states: stateInputs.map(({ name, shape, type }) => ({
      past: name,
      present: presentOf(name),
      dims: shape.map((dim, axis) => {
        if (axis === 0) return 1;
        if (typeof dim === 'number') return dim;
        throw fail(`${name} has no fixed size`);
      }),
      type: floatType(type, name, fail),
    })),
    kvType: floatType(firstKv.type, firstKv.name, fail),
    embedsType: floatType(embeds.type, embeds.name, fail),
    logitsType: floatType(logits.type, logits.name, fail),
    vocabulary,
    positionRows: positionRows(input('position_ids')),
    logitsToKeep: input('num_logits_to_keep')?.name,
    deepStack: inputs
      .filter(({ name }) => isDeepStack(name))
      .sort((a, b) => lastNumber(a.name) - lastNumber(b.name))
      .map(({ name, shape, type }) => {
        const stacked = shape.length === 4;
        const layers = stacked ? shape[0] : 1;
        if (typeof layers !== 'number' || (shape.length !== 3 && !stacked))
          throw fail(`its input ${name} has a form that is not known`);
        return { name, layers, stacked, type: floatType(type, name, fail) };
      }),
  };
}

export const isDeepStack = (name: string): boolean => /deepstack/iu.test(name);

export function lastNumber(name: string): number {
  return Number(/(\d+)\D*$/u.exec(name)?.[1] ?? 0);
}

function tensors(metadata: Session['inputMetadata']): TensorInfo[] {
  return metadata.flatMap((one) =>
    one.isTensor ? [{ name: one.name, type: one.type, shape: one.shape }] : [],
  );
}

function floatType(type: string, name: string, fail: (why: string) => InferenceError): FloatType {
  if (type === 'float32' || type === 'float16') return type;
  throw fail(`${name} is of type ${type}`);
}

function positionRows(ids: TensorInfo | undefined): number {
  if (!ids) return 0;
  if (ids.shape.length < 3) return 1;
  const [rows] = ids.shape;
  return typeof rows === 'number' ? rows : 3;
}
