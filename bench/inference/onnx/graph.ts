import { bytesField, floatField, join, numberField, type Bytes } from './wire.ts';

/** Element types by their numbers in onnx.proto. */
export const TYPE = { float: 1, uint8: 2, int32: 6, int64: 7 } as const;
export type ElementType = keyof typeof TYPE;

export type Dims = readonly (number | string)[];
export type Attribute = number | string | readonly number[] | { readonly float: number };

/** Where the bytes of a weight lie in the file of external data. */
export interface External {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

const DOMAINS = { '': 21, 'com.microsoft': 1 } as const;
export type Domain = keyof typeof DOMAINS;

/** Builds an ONNX model node by node. Names of values are strings; an empty one is an input that is left out. */
export class Graph {
  readonly #name: string;
  readonly #nodes: Bytes[] = [];
  readonly #weights: Bytes[] = [];
  readonly #inputs: Bytes[] = [];
  readonly #outputs: Bytes[] = [];
  readonly #constants = new Map<string, string>();

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, type: ElementType, dims: Dims): string {
    this.#inputs.push(valueInfo(name, type, dims));
    return name;
  }

  output(name: string, type: ElementType, dims: Dims): void {
    this.#outputs.push(valueInfo(name, type, dims));
  }

  /** Adds a node with one output, called `name` if that is given, and gives the output's name. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    name = `${op}_${this.#nodes.length}`,
    domain: Domain = '',
  ): string {
    this.nodeOf(op, inputs, [name], attributes, domain);
    return name;
  }

  nodeOf(
    op: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain: Domain = '',
  ): void {
    this.#nodes.push(
      join([
        ...inputs.map((name) => bytesField(1, name)),
        ...outputs.map((name) => bytesField(2, name)),
        bytesField(3, `node_${this.#nodes.length}`),
        bytesField(4, op),
        ...Object.entries(attributes).map(([key, value]) => bytesField(5, attribute(key, value))),
        bytesField(7, domain),
      ]),
    );
  }

  /** A weight in the file of external data. */
  weight(name: string, type: ElementType, dims: readonly number[], at: External): string {
    const entries = { location: at.file, offset: `${at.offset}`, length: `${at.length}` };
    this.#weights.push(
      join([
        ...tensorHead(name, type, dims),
        ...Object.entries(entries).map(([key, value]) =>
          bytesField(13, join([bytesField(1, key), bytesField(2, value)])),
        ),
        numberField(14, 1),
      ]),
    );
    return name;
  }

  floats(name: string, dims: readonly number[], values: Float32Array): string {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#weights.push(join([...tensorHead(name, 'float', dims), bytesField(9, raw)]));
    return name;
  }

  /** A constant of int64; the same numbers are stored once. */
  ints(values: readonly number[], dims: readonly number[] = [values.length]): string {
    const key = `${dims.join('x')}:${values.join(',')}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const name = `ints_${this.#constants.size}`;
    this.#constants.set(key, name);
    const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.#weights.push(join([...tensorHead(name, 'int64', dims), bytesField(9, raw)]));
    return name;
  }

  /** ModelProto. */
  bytes(): Bytes {
    const graph = join([
      ...this.#nodes.map((one) => bytesField(1, one)),
      bytesField(2, this.#name),
      ...this.#weights.map((one) => bytesField(5, one)),
      ...this.#inputs.map((one) => bytesField(11, one)),
      ...this.#outputs.map((one) => bytesField(12, one)),
    ]);
    const opsets = Object.entries(DOMAINS).map(([domain, version]) =>
      bytesField(8, join([bytesField(1, domain), numberField(2, version)])),
    );
    return join([
      numberField(1, 10),
      bytesField(2, 'figscope-bench'),
      bytesField(7, graph),
      ...opsets,
    ]);
  }
}

function tensorHead(name: string, type: ElementType, dims: readonly number[]): Bytes[] {
  return [
    ...dims.map((dim) => numberField(1, dim)),
    numberField(2, TYPE[type]),
    bytesField(8, name),
  ];
}

function valueInfo(name: string, type: ElementType, dims: Dims): Bytes {
  const shape = dims.map((dim) =>
    bytesField(1, typeof dim === 'number' ? numberField(1, dim) : bytesField(2, dim)),
  );
  const tensor = join([numberField(1, TYPE[type]), bytesField(2, join(shape))]);
  return join([bytesField(1, name), bytesField(2, bytesField(1, tensor))]);
}

function attribute(name: string, value: Attribute): Bytes {
  const head = bytesField(1, name);
  if (typeof value === 'number') return join([head, numberField(3, value), numberField(20, 2)]);
  if (typeof value === 'string') return join([head, bytesField(4, value), numberField(20, 3)]);
  if ('float' in value) return join([head, floatField(2, value.float), numberField(20, 1)]);
  return join([head, ...value.map((one) => numberField(8, one)), numberField(20, 7)]);
}
