import type { Figure } from '../../figures/figure.ts';
import type {
  FailureKind,
  Inquiry,
  Model,
  ModelProgress,
  Run,
  RunEvent,
  RunLimits,
  Sandbox,
} from '../../reasoning/index.ts';
import type { RunStore } from '../../runs/runStore.ts';
import type { StoredEvent } from '../../runs/storedEvents.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';

export interface LiveRunParts {
  readonly id: string;
  readonly store: RunStore;
  readonly sandboxes: Sandboxes;
  readonly figures: readonly Figure[];
  readonly limits: () => RunLimits;
  readonly version: string;
  /** What a model of this machine does before its reply begins; undefined: it has begun. */
  readonly onProgress?: (progress: ModelProgress | undefined) => void;
}

/** What works on a question: the run of the core with its model and its Python. */
interface Engine {
  readonly model: Model;
  readonly run: Run;
  readonly sandbox: Sandbox;
}

/** A question that failed before anything of it could be shown: Python did not start, a figure cannot be decoded. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A run with its record. Everything that works can be given up at any time: it is made again from the record when it is needed
 * next, so that a reload, another model or a rest lose nothing.
 */
export class LiveRun {
  readonly #parts: LiveRunParts;
  #engine: Engine | undefined;
  #recorded: boolean;
  #abandoned = false;

  /** @param recorded is there a record already? */
  constructor(parts: LiveRunParts, recorded: boolean) {
    this.#parts = parts;
    this.#recorded = recorded;
  }

  /** Asks a question; each event is on the disk before it comes out. Throws `NotBegun`, and then records nothing. */
  ask(inquiry: Inquiry, model: Model, signal: AbortSignal): AsyncGenerator<StoredEvent> {
    return this.#work(model, (run) => run.ask(inquiry, signal));
  }

  /** Runs a changed cell at its place. */
  rerun(
    turn: number,
    code: string,
    model: Model,
    signal: AbortSignal,
  ): AsyncGenerator<StoredEvent> {
    return this.#work(model, (run) => run.rerun(turn, code, signal));
  }

  /** Asks the last question once more without the images of the cells. */
  checkGain(model: Model, signal: AbortSignal): AsyncGenerator<StoredEvent> {
    return this.#work(model, (run) => run.checkGain(signal));
  }

  /** Gives up Python; the next question starts it again. */
  async rest(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    await engine?.sandbox.dispose();
  }

  /** Ends the work where it is, without a word in the record: the window closes, the question was not stopped by anybody. */
  async abandon(): Promise<void> {
    this.#abandoned = true;
    await this.rest();
  }

  async *#work(
    model: Model,
    start: (run: Run) => AsyncIterable<RunEvent>,
  ): AsyncGenerator<StoredEvent> {
    const { id, store, version, sandboxes } = this.#parts;
    const done = sandboxes.work();
    try {
      const { toStored } = await import('../../runs/codec.ts');
      const writer = this.#recorded
        ? await store.resume(id)
        : await store.create(id, { figscope: version });
      const isNew = !this.#recorded;
      this.#recorded = true;
      try {
        const { run } = await this.#start(model, isNew);
        let begun = false;
        for await (const event of start(run)) {
          if (this.#abandoned) return;
          if (!begun && event.type === 'failed') throw new NotBegun(event.kind, event.message);
          begun = true;
          await writer.append(event);
          yield toStored(event).stored;
        }
      } finally {
        await writer.close();
      }
    } finally {
      done();
    }
  }

  async #start(model: Model, isNew: boolean): Promise<Engine> {
    if (this.#engine?.model === model) return this.#engine;
    await this.rest();
    const { id, store, sandboxes, figures, limits, onProgress } = this.#parts;
    const { Run: CoreRun } = await import('../../reasoning/index.ts');
    const past = isNew ? [] : (await store.read(id)).events;
    const sandbox = await sandboxes.create();
    const parts = { id, model, sandbox, limits: limits(), ...(onProgress && { onProgress }) };
    const run = new CoreRun(figures, parts, past);
    this.#engine = { model, run, sandbox };
    return this.#engine;
  }
}
