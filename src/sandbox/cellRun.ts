import type { CellError, CellLimits, Observation, ShownImage } from '../reasoning/sandbox.ts';
import { IpcError } from '../ipc/errors.ts';
import { abortError } from './errors.ts';
import { output, runReply, type RunReply, type WireImage } from './protocol.ts';
import type { SandboxProcess } from './sandboxProcess.ts';

/** How often the process' memory is looked at. */
const MEMORY_INTERVAL_MS = 50;
const MIB = 1024 * 1024;

/** Why a process had to be ended, as the observation tells it. */
type Stop = CellError | 'aborted';

/**
 * Runs one cell in a process and enforces its limits from outside. When a limit strikes, the process is killed; its observation then holds
 * what was printed until then. Throws `AbortError` when the signal aborts.
 */
export async function runCell(
  process: SandboxProcess,
  code: string,
  limits: CellLimits,
  signal: AbortSignal,
): Promise<Observation> {
  if (signal.aborted) throw abortError();
  const started = performance.now();
  const printed = new Printed(limits.outputBytes);
  const stopListening = process.channel.on(
    'output',
    (value) => printed.add(value),
    (value) => output.parse(value),
  );
  const guard = new Guard(process, limits, signal);
  try {
    const reply = await process.channel.request(
      'run',
      {
        code,
        outputBytes: limits.outputBytes,
        images: limits.images,
        imagePixels: limits.imagePixels,
      },
      { check: (value) => runReply.parse(value) },
    );
    return observation(reply, printed, limits, performance.now() - started);
  } catch (thrown) {
    const stop = await guard.reasonOf(thrown);
    if (stop === 'aborted') throw abortError();
    await process.kill();
    return {
      ...printed.text(),
      error: stop,
      images: [],
      notes: printed.notes(),
      stateLost: true,
      durationMs: performance.now() - started,
    };
  } finally {
    stopListening();
    guard.dispose();
  }
}

/** Kills the process when a limit strikes, and remembers which. */
class Guard {
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
        message: `The Python process ended while the cell ran (${ended}).`,
      };
    }
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      type: 'SandboxDied',
      message: `The Python process gave no usable answer and was ended: ${reason.slice(0, 500)}`,
    };
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

/** What the cell printed, cut to its limit once more: the process cannot be trusted to keep it. */
class Printed {
  readonly #limit: number;
  readonly #text = { stdout: '', stderr: '' };
  readonly #dropped = { stdout: 0, stderr: 0 };

  constructor(limit: number) {
    this.#limit = limit;
  }

  add({
    stream,
    text,
    dropped,
  }: {
    stream: 'stdout' | 'stderr';
    text: string;
    dropped: number;
  }): void {
    const room = Math.max(0, this.#limit - this.#text[stream].length);
    this.#text[stream] += text.slice(0, room);
    this.#dropped[stream] += dropped + Math.max(0, text.length - room);
  }

  text(): { stdout: string; stderr: string } {
    return { ...this.#text };
  }

  notes(): string[] {
    return (['stdout', 'stderr'] as const)
      .filter((stream) => this.#dropped[stream] > 0)
      .map(
        (stream) =>
          `${stream} was cut: ${this.#dropped[stream]} bytes beyond the limit of ${this.#limit} were left out.`,
      );
  }
}

function observation(
  reply: RunReply,
  printed: Printed,
  limits: CellLimits,
  durationMs: number,
): Observation {
  const images = reply.images
    .filter((image) => image.width * image.height <= limits.imagePixels)
    .slice(0, limits.images);
  const leftOut = reply.images.length - images.length;
  const notes = [...reply.notes, ...printed.notes()];
  if (leftOut > 0) notes.push(`${leftOut} images beyond the limits of a cell were left out.`);
  return {
    ...printed.text(),
    ...(reply.value == null ? {} : { value: reply.value }),
    ...(reply.error ? { error: cellError(reply.error) } : {}),
    images: images.map(shownImage),
    notes,
    stateLost: false,
    durationMs,
  };
}

function cellError({ type, message, line, source }: NonNullable<RunReply['error']>): CellError {
  return {
    type,
    message,
    ...(line == null ? {} : { line }),
    ...(source == null ? {} : { source }),
  };
}

/** A checked image in the form that the rest of the program knows. */
export function shownImage({
  png,
  width,
  height,
  title,
  frame,
  dhash,
  spread,
}: WireImage): ShownImage {
  return {
    png,
    width,
    height,
    ...(title == null ? {} : { title }),
    ...(frame == null ? {} : { frame }),
    stats: { dhash, spread },
  };
}
