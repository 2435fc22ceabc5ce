import { LoadedEngine } from '../engine/loadedEngine.ts';
import { InferenceError } from '../errors.ts';
import type {
  GenerateItem,
  GenerateParams,
  LoadedModel,
  LoadParams,
  LoadStep,
  Measured,
} from '../protocol.ts';
import { Turns } from './turns.ts';

/** What the process does: holds one model and makes its replies, one at a time. */
export class InferenceService {
  readonly #turns = new Turns();
  readonly #onStep: (step: LoadStep) => void;
  #engine: LoadedEngine | undefined;

  constructor(onStep: (step: LoadStep) => void) {
    this.#onStep = onStep;
  }

  /** Loads a model; the one before is freed first. @throws InferenceError */
  async load(params: LoadParams, signal: AbortSignal): Promise<LoadedModel> {
    const done = await this.#turns.take(signal);
    try {
      await this.#free();
      this.#engine = await LoadedEngine.open(params, this.#onStep);
      return this.#engine.info;
    } finally {
      done();
    }
  }

  async unload(signal: AbortSignal): Promise<null> {
    const done = await this.#turns.take(signal);
    try {
      await this.#free();
      return null;
    } finally {
      done();
    }
  }

  /** Measures the loaded model on every provider that works here, and opens it where it was. @throws InferenceError */
  async measure(signal: AbortSignal): Promise<readonly Measured[]> {
    const done = await this.#turns.take(signal);
    try {
      const { params } = this.#loaded();
      await this.#free();
      const { measured: _, ...fresh } = params;
      this.#engine = await LoadedEngine.open({ ...fresh, device: 'auto' }, this.#onStep, {
        measureAll: true,
      });
      return this.#engine.info.measured;
    } finally {
      done();
    }
  }

  /** One reply of the loaded model. @throws InferenceError */
  async *generate(
    params: GenerateParams,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateItem, void, undefined> {
    const done = await this.#turns.take(signal);
    try {
      yield* this.#loaded().generate(params, signal);
    } finally {
      done();
    }
  }

  #loaded(): LoadedEngine {
    if (this.#engine) return this.#engine;
    throw new InferenceError('noModel', 'No model is loaded.');
  }

  async #free(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    await engine?.release();
  }
}
