import type { Device, Measured } from '../../inference/protocol.ts';
import { howItEnded } from './errors.ts';
import type { ProcessEnd } from './inferenceProcess.ts';
import { DEVICE_NAMES, type ModelSpec } from './spec.ts';

/** Begins the problem of a provider that ended the process: such a one is not tried again, in later starts either. */
const ENDED = 'it ended the inference process';

/** The providers that ended the process with one model, and how. */
export class Avoided {
  readonly #problems = new Map<Device, string>();

  get devices(): readonly Device[] {
    return [...this.#problems.keys()];
  }

  /** Takes over what an earlier start has found. */
  recall(measured: readonly Measured[]): void {
    for (const { device, problem } of measured)
      if (problem?.startsWith(ENDED)) this.#problems.set(device, problem);
  }

  /**
   * The process has ended while a provider was at work.
   * @returns can it be tried again without that provider?
   */
  add(device: Device | undefined, end: ProcessEnd): boolean {
    // The CPU is the last that is left; and what ends the process although it is left out cannot be helped.
    if (device === undefined || device === 'cpu' || this.#problems.has(device)) return false;
    this.#problems.set(device, `${ENDED} (${howItEnded(end)})`);
    return true;
  }

  /** What was measured, with the problems of these providers. */
  addTo(measured: readonly Measured[]): readonly Measured[] {
    return [
      ...measured.filter(({ device }) => !this.#problems.has(device)),
      ...[...this.#problems].map(([device, problem]) => ({ device, problem })),
    ];
  }

  /** A sentence for the user about each. */
  notices(): readonly string[] {
    return [...this.#problems].map(
      ([device, problem]) =>
        `${DEVICE_NAMES[device]} is not used: ${problem}. "figscope models bench" tries it again.`,
    );
  }
}

/** What was avoided belongs to a model and its weights. */
export class AvoidedByModel {
  readonly #models = new Map<string, Avoided>();

  of({ folder, dtype }: ModelSpec): Avoided {
    const key = JSON.stringify([folder, dtype]);
    const known = this.#models.get(key) ?? new Avoided();
    this.#models.set(key, known);
    return known;
  }

  /** Everything may be tried again. */
  forget({ folder, dtype }: ModelSpec): void {
    this.#models.delete(JSON.stringify([folder, dtype]));
  }
}
