import type { SandboxOptions } from './options.ts';
import type { SandboxProcess } from './sandboxProcess.ts';
import { startProcess, type StartedProcess } from './start.ts';

/** The next spare starts this long after one was taken, so that it does not slow down the first cell. */
const REFILL_DELAY_MS = 300;

/**
 * Keeps one process ready that has loaded Python, numpy, cv2 and figkit and has seen no figure. Each process is given out once and
 * never comes back: nothing of one run can be visible in another.
 */
export class SandboxPool {
  readonly options: SandboxOptions;
  readonly #spares: number;
  readonly #live = new Set<SandboxProcess>();
  #spare: Promise<StartedProcess> | undefined;
  #warmed: Promise<void> = Promise.resolve();
  #refill: NodeJS.Timeout | undefined;
  #disposed = false;

  /** `spares` is 1 for a host that stays (an editor), 0 for one that asks a single question. */
  constructor(options: SandboxOptions = {}, spares: 0 | 1 = 1) {
    this.options = options;
    this.#spares = spares;
  }

  /** Starts the spare now, while the user is still typing. Failures show when a process is taken. */
  warm(): void {
    if (this.#spares === 0 || this.#disposed || this.#spare) return;
    this.#spare = this.#start();
    // Failures show when the process is taken; one that warms up badly still works.
    this.#warmed = this.#spare
      .then(async ({ process }) => void (await process.channel.request('warmUp', undefined)))
      .catch(() => undefined);
  }

  /** Settles when the spare that `warm` started waits for work. Never rejects. Does not keep the program alive. */
  get warmed(): Promise<void> {
    return this.#warmed;
  }

  /** A process for one run: the spare when there is one. Throws `SandboxError`. */
  async take(): Promise<StartedProcess> {
    if (this.#disposed) throw new Error('The pool of sandboxes was disposed.');
    const spare = this.#spare;
    this.#spare = undefined;
    const started = spare ? await this.#alive(spare) : await this.#start();
    started.process.ref();
    this.#scheduleRefill();
    return started;
  }

  /** Ends every process that came from this pool. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#refill);
    await Promise.all([...this.#live].map((process) => process.kill()));
  }

  /** A spare that died while it waited (the machine ran out of memory) is replaced once. */
  async #alive(spare: Promise<StartedProcess>): Promise<StartedProcess> {
    const started = await spare;
    return started.process.isEnded ? this.#start() : started;
  }

  async #start(): Promise<StartedProcess> {
    const started = await startProcess(this.options, (process) => this.#track(process));
    started.process.unref();
    return started;
  }

  #track(process: SandboxProcess): void {
    this.#live.add(process);
    void process.ended.then(() => this.#live.delete(process));
    if (this.#disposed) void process.kill();
  }

  #scheduleRefill(): void {
    if (this.#spares === 0 || this.#disposed) return;
    this.#refill = setTimeout(() => this.warm(), REFILL_DELAY_MS);
    this.#refill.unref();
  }
}
