import { Interpreter, type Environment } from '@huggingface/jinja';
import { pythonStrip, type StripSide } from './pythonStrip.ts';

type Statement = NonNullable<Parameters<Interpreter['evaluate']>[0]>;
type Value = ReturnType<Interpreter['evaluate']>;

/** A message takes some 200 steps. */
const MAX_STEPS = 300_000;
/** UTF-16 units of any text on the way. */
const MAX_TEXT = 32 * 1024 * 1024;

/** Fields of the nodes that are looked into here; the library does not export their types. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly callee?: Node;
  readonly args?: readonly Node[];
  readonly object?: Node;
  readonly property?: Node;
  readonly computed?: boolean;
  readonly operand?: Node;
  readonly filter?: Node;
}

const METHODS: Readonly<Record<string, StripSide>> = {
  strip: 'both',
  lstrip: 'left',
  rstrip: 'right',
};

/**
 * Interprets chat templates of folders that are not to be trusted: a template that goes on and on or writes ever more text is ended.
 * (What a single step does cannot be bounded from here; the process can be ended from outside.) `strip`, `lstrip`, `rstrip` and the
 * filters `trim` and `string` are Python's: the library's ignore which characters are to be removed, and write `true` for `True`.
 */
export class BoundedInterpreter extends Interpreter {
  #steps = 0;

  override evaluate(statement: Statement | undefined, environment: Environment): Value {
    if (++this.#steps > MAX_STEPS) throw new Error('it does not come to an end');
    const value =
      this.#asPython(statement as Node | undefined, environment) ??
      super.evaluate(statement, environment);
    if (typeof value.value === 'string' && value.value.length > MAX_TEXT)
      throw new Error('what it writes is too long');
    return value;
  }

  /** What Python does differently; `undefined`: nothing. */
  #asPython(node: Node | undefined, environment: Environment): Value | undefined {
    if (node?.type === 'FilterExpression') {
      const filter = node.filter?.type === 'Identifier' ? node.filter.value : undefined;
      if (filter === 'trim') return this.#strip(node.operand, undefined, 'both', environment);
      return filter === 'string' ? this.#string(node.operand, environment) : undefined;
    }
    const { callee, args = [] } = node ?? {};
    if (node?.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return undefined;
    const name = callee.property?.value;
    if (callee.computed === true || typeof name !== 'string' || !Object.hasOwn(METHODS, name))
      return undefined;
    const side = METHODS[name];
    return side && this.#strip(callee.object, args[0], side, environment);
  }

  /** `True`, `False`, `None`. */
  #string(operand: Node | undefined, environment: Environment): Value {
    const value = this.evaluate(operand as Statement, environment);
    if (typeof value.value === 'boolean')
      return this.#text(value.value ? 'True' : 'False', environment);
    return value.type === 'NullValue'
      ? this.#text('None', environment)
      : this.#text(value.toString(), environment);
  }

  #strip(
    object: Node | undefined,
    characters: Node | undefined,
    side: StripSide,
    environment: Environment,
  ): Value {
    const of = (node: Node): unknown => this.evaluate(node as Statement, environment).value;
    const text = object && of(object);
    const set = characters && of(characters);
    if (typeof text !== 'string' || (typeof set !== 'string' && set !== undefined && set !== null))
      throw new Error('strip() works on texts only');
    return this.#text(pythonStrip(text, side, set ?? undefined), environment);
  }

  #text(value: string, environment: Environment): Value {
    return super.evaluate({ type: 'StringLiteral', value } as unknown as Statement, environment);
  }
}
