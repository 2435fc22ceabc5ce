import { IpcError } from '../ipc/errors.ts';
import type { CellError, CellLimits } from '../reasoning/sandbox.ts';
import type { SandboxProcess } from './sandboxProcess.ts';

/** How often the process' memory is looked at. */
const MEMORY_INTERVAL_MS = 50;
const MIB = 1024 * 1024;

/** Why a process had to be ended, as the observation tells it. */
type Stop = CellError | 'aborted';

/** Kills the process when a limit strikes, and remembers which. */
export class CellGuard {
  readonly #process: SandboxProcess;
  readonly #limits: CellLimits;
  readonly #signal: AbortSignal;
  readonly #deadline: NodeJS.Timeout;
  readonly #memory: NodeJS.Timeout;
  #stop: Stop | undefined;

  constructor(process: SandboxProcess, limits: CellLimits, signal: AbortSignal) {
    this.#process = process;
    this.#limits = limits;
    this.#signal = signal;
    this.#deadline = setTimeout(() => {
      const seconds = limits.timeMs / 1000;
      this.#end({
        type: 'TimeLimit',
        message: `The cell ran longer than ${seconds} s and was stopped.`,
      });
    }, limits.timeMs);
    this.#memory = setInterval(() => void this.#lookAtMemory(), MEMORY_INTERVAL_MS);
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  readonly #abort = () => this.#end('aborted');

  /** What ended the call: the limit that struck, or what the failure itself says. */
  async reasonOf(thrown: unknown): Promise<Stop> {
    if (this.#stop) return this.#stop;
    const kind = thrown instanceof IpcError ? thrown.kind : '';
    if (kind === 'Disconnected') {
      const ended = await this.#process.ended;
      return {
        type: 'SandboxDied',
        message: `Python ran out of memory or crashed while the cell ran (${ended}).`,
      };
    }
    const what =
      kind === 'Malformed'
        ? 'it did not have the expected form'
        : thrown instanceof Error
          ? thrown.message.slice(0, 500)
          : String(thrown);
    return { type: 'SandboxDied', message: `The answer of Python could not be used: ${what}.` };
  }

  dispose(): void {
    clearTimeout(this.#deadline);
    clearInterval(this.#memory);
    this.#signal.removeEventListener('abort', this.#abort);
  }

  async #lookAtMemory(): Promise<void> {
    const bytes = await this.#process.memory();
    if (bytes === undefined || bytes <= this.#limits.memoryBytes) return;
    const limit = Math.round(this.#limits.memoryBytes / MIB);
    this.#end({
      type: 'MemoryLimit',
      message: `The cell used more than ${limit} MiB of memory and was stopped.`,
    });
  }

  #end(stop: Stop): void {
    if (this.#stop || this.#process.isEnded) return;
    this.#stop = stop;
    void this.#process.kill();
  }
}
