import type {
  GenerateItem,
  GenerateParams,
  LoadedModel,
  Machine,
  Measured,
} from '../../inference/protocol.ts';
import { AvoidedByModel } from './avoided.ts';
import { failure, isKind, machineOf } from './calls.ts';
import type { InferenceProcess } from './inferenceProcess.ts';
import { ProcessKeeper } from './keeper.ts';
import type { InferenceNode } from './launch.ts';
import { load, measure, type LoadingParts, type LoadOptions } from './loading.ts';
import { Lock } from './lock.ts';
import { NO_MEMORY, type Measurements } from './remembered.ts';
import type { ModelSpec } from './spec.ts';

export interface HostOptions {
  /** `dist/inference/child.mjs`: `findInferenceProgram()`. */
  readonly program: string;
  readonly node: InferenceNode;
  /** Default: nothing is remembered. */
  readonly remembered?: Measurements;
  /** Minutes without a request after which the process is ended and its memory free; default: never. */
  readonly idleMinutes?: number;
}

export interface UseOptions extends LoadOptions {
  /** Another request is at work: this one waits. */
  readonly onWait?: (() => void) | undefined;
  /** The model is loaded. `now`: for this request. */
  readonly onLoaded?: ((model: LoadedModel, now: boolean) => void) | undefined;
}

/** What the host has at the moment. */
export interface HostStatus {
  readonly pid?: number;
  readonly model?: LoadedModel;
  readonly busy: boolean;
}

interface Loaded {
  readonly key: string;
  readonly model: LoadedModel;
  readonly process: InferenceProcess;
}

/** A chunk of a prompt cannot be interrupted: how long a reply waits for one that was cancelled, asked again at this interval. */
const BUSY_MS = 120_000;
const BUSY_AGAIN_MS = 50;

/**
 * The one inference process and the one model in it. Requests come one after the other. A process that died is started again by the
 * next request, and the model loaded again.
 */
export class InferenceHost {
  readonly #keeper: ProcessKeeper;
  readonly #remembered: Measurements;
  readonly #idleMinutes: number | undefined;
  readonly #lock = new Lock();
  readonly #avoided = new AvoidedByModel();
  #loaded: Loaded | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor({ program, node, remembered = NO_MEMORY, idleMinutes }: HostOptions) {
    this.#keeper = new ProcessKeeper(program, node);
    this.#remembered = remembered;
    this.#idleMinutes = idleMinutes;
  }

  get status(): HostStatus {
    const pid = this.#keeper.current?.pid;
    const model = this.#inPlace?.model;
    return { ...(pid !== undefined && { pid }), ...(model && { model }), busy: this.#lock.held };
  }

  /**
   * Loads a model; the one before is freed. The same one twice is loaded once.
   * @throws ModelError with a sentence for the user; AbortError
   */
  async use(spec: ModelSpec, options: UseOptions): Promise<LoadedModel> {
    const free = await this.#enter(options);
    try {
      return (await this.#ensure(spec, options)).model;
    } finally {
      free();
    }
  }

  /**
   * Loads a model as if nothing were known of it: what was measured is measured again, and providers that were left out are tried again.
   * @throws as `use`
   */
  async useAfresh(spec: ModelSpec, options: UseOptions): Promise<LoadedModel> {
    const free = await this.#enter(options);
    try {
      this.#avoided.forget(spec);
      await this.#remembered.write(spec, []);
      await this.#keeper.end();
      return (await this.#ensure(spec, options)).model;
    } finally {
      free();
    }
  }

  /** How fast a model is on every provider that works here, found out where it is not known. @throws as `use` */
  async measure(spec: ModelSpec, options: UseOptions): Promise<readonly Measured[]> {
    const free = await this.#enter(options);
    try {
      const { model } = await this.#ensure(spec, options);
      if (isMeasured(model.measured)) return model.measured;
      const again = () => this.#ensure(spec, options);
      try {
        return await measure(spec, this.#parts(spec), options, again);
      } finally {
        // The process leaves the model where it was fastest, whatever was asked for.
        this.#loaded = undefined;
      }
    } finally {
      free();
    }
  }

  /** What there is on this machine to run a model on. @throws as `use` */
  async machine(signal: AbortSignal): Promise<Machine> {
    const free = await this.#enter({ signal });
    try {
      return await machineOf(await this.#keeper.running(), signal);
    } finally {
      free();
    }
  }

  /**
   * One reply of a model, which is loaded first when it is not.
   * @throws as `use`; ModelError of kind `cut` when the process dies in mid-reply
   */
  async *generate(
    spec: ModelSpec,
    params: GenerateParams,
    options: UseOptions,
  ): AsyncGenerator<GenerateItem, void, undefined> {
    const free = await this.#enter(options);
    try {
      const loaded = await this.#ensure(spec, options);
      yield* this.#stream(spec, params, loaded, options.signal);
    } finally {
      free();
    }
  }

  /** Ends the process and frees its memory; the next request starts it again. */
  async unload(): Promise<void> {
    await this.#keeper.end();
  }

  /** Ends the process. The host is of no use after that. */
  async dispose(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#keeper.dispose();
  }

  /** What is loaded in the process that runs. */
  get #inPlace(): Loaded | undefined {
    return this.#loaded?.process === this.#keeper.current ? this.#loaded : undefined;
  }

  #parts(spec: ModelSpec): LoadingParts {
    const avoided = this.#avoided.of(spec);
    return { keeper: this.#keeper, remembered: this.#remembered, avoided };
  }

  async #enter({ signal, onWait }: UseOptions): Promise<() => void> {
    if (this.#lock.held) onWait?.();
    const release = await this.#lock.acquire(signal);
    clearTimeout(this.#idle);
    this.#keeper.hold(true);
    return () => {
      release();
      if (!this.#lock.held) this.#rest();
    };
  }

  /** Nothing to do for now: the host may end, and after a while the process does. */
  #rest(): void {
    this.#keeper.hold(false);
    if (this.#idleMinutes === undefined) return;
    this.#idle = setTimeout(() => {
      if (!this.#lock.held) void this.#keeper.end();
    }, this.#idleMinutes * 60_000);
    this.#idle.unref();
  }

  async #ensure(spec: ModelSpec, options: UseOptions): Promise<Loaded> {
    const key = keyOf(spec);
    const before = this.#inPlace;
    if (before?.key === key) {
      options.onLoaded?.(before.model, false);
      return before;
    }
    this.#loaded = undefined;
    const model = await load(spec, this.#parts(spec), options);
    const loaded = { key, model, process: await this.#keeper.running() };
    this.#loaded = loaded;
    options.onLoaded?.(model, true);
    return loaded;
  }

  async *#stream(
    spec: ModelSpec,
    params: GenerateParams,
    { process, model }: Loaded,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateItem, void, undefined> {
    for (const begun = Date.now(); ; await pause(BUSY_AGAIN_MS, signal)) {
      try {
        yield* process.channel.stream('generate', params, { signal });
        return;
      } catch (error) {
        signal.throwIfAborted();
        // A reply that was cancelled ends with its chunk: nothing of this one has come yet.
        if (isKind(error, 'busy') && Date.now() - begun < BUSY_MS) continue;
        if (isKind(error, 'noModel')) this.#loaded = undefined;
        if (isKind(error, 'Disconnected')) await this.#blame(spec, model, process);
        throw await failure(process, 'cut', spec.label, 'it wrote its reply', error);
      }
    }
  }

  /** Memory that ran out is no fault of the provider, and one that the user has named is not replaced behind their back. */
  async #blame(spec: ModelSpec, { device }: LoadedModel, process: InferenceProcess): Promise<void> {
    const end = await process.ended;
    if (spec.device === 'auto' && end.signal !== 'SIGKILL') this.#avoided.of(spec).add(device, end);
  }
}

/** Has the choice been made by measurement? With one provider there is none. */
function isMeasured(measured: readonly Measured[]): boolean {
  return measured.some(({ decodeTokensPerSecond }) => decodeTokensPerSecond !== undefined);
}

/** What a model is called makes no difference. */
function keyOf({ label: _, ...spec }: ModelSpec): string {
  return JSON.stringify(spec);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  signal.throwIfAborted();
}
