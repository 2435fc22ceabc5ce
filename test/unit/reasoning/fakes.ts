import type { Figure } from '../../../src/figures/figure.ts';
import type { Box } from '../../../src/figures/frame.ts';
import { s1vl } from '../../../src/reasoning/profiles/s1vl.ts';
import type { Model, ModelDelta, ModelRequest } from '../../../src/reasoning/model.ts';
import type {
  CellLimits,
  Observation,
  Sandbox,
  SandboxStart,
  ShownImage,
} from '../../../src/reasoning/sandbox.ts';
import { figureOf } from '../../fixtures/figure.ts';

/** One reply: its text, deltas, an error, or a wait that never ends after some text. */
export type Reply =
  string | readonly ModelDelta[] | { readonly error: Error } | { readonly hangAfter: string };

/** A model that says what a test wrote down, some characters at a time. */
export class ScriptedModel implements Model {
  readonly id = 'scripted';
  readonly label = 'scripted model';
  profile = s1vl;
  images = true;
  readonly requests: ModelRequest[] = [];
  readonly #replies: Reply[];
  /** How many streams were closed, by their end or by the loop. */
  closed = 0;

  constructor(
    replies: readonly Reply[],
    readonly chunk = 7,
  ) {
    this.#replies = [...replies];
  }

  async *stream(request: ModelRequest): AsyncIterable<ModelDelta> {
    this.requests.push(request);
    const reply = this.#replies.shift();
    if (reply === undefined) throw new Error('the script has no more replies');
    try {
      if (typeof reply === 'string') yield* this.#pieces(reply);
      else if ('error' in reply) throw reply.error;
      else if ('hangAfter' in reply) {
        yield* this.#pieces(reply.hangAfter);
        await new Promise(() => undefined);
      } else yield* reply;
    } finally {
      this.closed += 1;
    }
  }

  *#pieces(text: string): Iterable<ModelDelta> {
    for (let at = 0; at < text.length; at += this.chunk)
      yield { type: 'text', text: text.slice(at, at + this.chunk) };
  }
}

/** A sandbox that gives back what a test wrote down; `'hang'` waits until it is cancelled. */
export class ScriptedSandbox implements Sandbox {
  readonly cells: { code: string; limits: CellLimits }[] = [];
  /** How many cells had run at each restart. */
  readonly restarts: number[] = [];
  readonly #observations: (Partial<Observation> | Error | 'hang')[];
  start: Sandbox['start'] = (figures) => Promise.resolve(started(figures));

  constructor(observations: readonly (Partial<Observation> | Error | 'hang')[] = []) {
    this.#observations = [...observations];
  }

  run(code: string, limits: CellLimits, signal: AbortSignal): Promise<Observation> {
    this.cells.push({ code, limits });
    const next = this.#observations.shift();
    if (next === 'hang')
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () =>
          reject(new DOMException('The cell was stopped.', 'AbortError')),
        );
      });
    if (next instanceof Error) return Promise.reject(next);
    if (!next) return Promise.reject(new Error('the script has no more observations'));
    return Promise.resolve(observation(next));
  }

  restart(): Promise<void> {
    this.restarts.push(this.cells.length);
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

export function observation(part: Partial<Observation>): Observation {
  return {
    stdout: '',
    stderr: '',
    images: [],
    notes: [],
    stateLost: false,
    durationMs: 5,
    ...part,
  };
}

/** An image of a region of image_1; `look` tells images apart. */
export function shown(
  box: Box | undefined,
  scale: number,
  look = 0,
  size: readonly [number, number] = [64, 48],
): ShownImage {
  return {
    png: new Uint8Array([137, 80, 78, 71, look]),
    width: size[0],
    height: size[1],
    ...(box && { frame: { figure: 'image_1', box, scale } }),
    stats: {
      dhash: (BigInt(look) * 0x0f0f_1234_5678_9abcn).toString(16).padStart(16, '0').slice(-16),
      spread: 30 + look,
    },
  };
}

export function figure(part: Partial<Figure> = {}): Figure {
  const cells = { name: 'cells.png', width: 400, height: 300 };
  return figureOf(new Uint8Array([137, 80]), { ...cells, ...part });
}

function started(figures: readonly Figure[]): SandboxStart {
  return {
    figures: figures.map(({ id, width, height }) => ({
      id,
      width,
      height,
      preview: {
        ...shown([0, 0, width, height], 1, 9, [width, height]),
        frame: { figure: id, box: [0, 0, width, height], scale: 1 },
      },
      notices: [],
    })),
    packages: [
      { name: 'numpy', version: '2.2.5', available: true, from: 'npm' },
      { name: 'scikit-image', available: false, from: 'not found in any source' },
    ],
    isolation: [],
    notices: [],
  };
}

/** Replies in the form of the s1vl profile. */
export const cell = (code: string, thought = 'Let me look.') =>
  `<think>${thought}</think>\n<code>\n\`\`\`python\n${code}\n\`\`\`\n</code>`;
export const answer = (text: string, thought = 'I know.') =>
  `<think>${thought}</think>\n<answer>${text}</answer>`;

/** A clock that goes on by a second at each look. */
export function clock(): () => Date {
  let time = Date.UTC(2026, 0, 2, 3, 4, 5);
  return () => new Date((time += 1000));
}
