import { InferenceProcess } from './inferenceProcess.ts';
import { planLaunch, type InferenceNode } from './launch.ts';

/** Session creation cannot be interrupted: how long a process may take to answer again after that was cancelled. */
const COMES_BACK_MS = 2_000;

/** Keeps one inference process: starts it when it is needed, and again when it has died. */
export class ProcessKeeper {
  readonly #program: string;
  readonly #node: InferenceNode;
  #process: InferenceProcess | undefined;
  /** After a cancelled load: settles when the process is of use again, or gone. */
  #comingBack: Promise<void> = Promise.resolve();
  #disposed = false;

  constructor(program: string, node: InferenceNode) {
    this.#program = program;
    this.#node = node;
  }

  /** The process that runs; none when it has not been started, or has died. */
  get current(): InferenceProcess | undefined {
    return this.#process?.isGone === false ? this.#process : undefined;
  }

  /** The process, started when there is none. */
  async running(): Promise<InferenceProcess> {
    await this.#comingBack;
    if (this.current) return this.current;
    const launch = await planLaunch(this.#program, this.#node);
    if (this.#disposed) throw new Error('The inference host has been disposed of.');
    this.#process = new InferenceProcess(launch);
    return this.#process;
  }

  /** A request was cancelled that may be in the middle of native work: a process that does not answer soon is ended. */
  cancelled(): void {
    this.#comingBack = this.#comeBack();
  }

  /** Lets the host end although the process waits, or not. */
  hold(held: boolean): void {
    if (held) this.#process?.ref();
    else this.#process?.unref();
  }

  /** Ends the process; the next request starts another. */
  async end(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    await process?.kill();
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.end();
  }

  async #comeBack(): Promise<void> {
    const process = this.current;
    if (!process) return;
    try {
      await process.channel.request('unload', undefined, { timeoutMs: COMES_BACK_MS });
    } catch {
      // It does not answer, or has died meanwhile.
      await process.kill();
    }
  }
}
