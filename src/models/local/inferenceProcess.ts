import { spawn, type ChildProcess } from 'node:child_process';
import { Channel } from '../../ipc/channel.ts';
import { byteStreamTransport } from '../../ipc/transports/bytes.ts';
import { switchChild } from '../../ipc/transports/childRef.ts';
import type { InferenceApi } from '../../inference/protocol.ts';
import { lastWords } from './lastWords.ts';
import type { Launch } from './launch.ts';

/** The process sends text and numbers only. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const KEPT_BYTES = 8_000;
const DYING_MS = 1_000;

/** How a process ended. */
export interface ProcessEnd {
  /** `ended by SIGKILL`, `exit code 1`, or why it could not be started. */
  readonly how: string;
  readonly signal?: NodeJS.Signals;
  /** What it wrote last, in words. */
  readonly words?: string;
}

/** One inference process and the channel to it. Never used again after it ended, so that nothing late can arrive. */
export class InferenceProcess {
  readonly channel: Channel<object, InferenceApi>;
  /** Settles when the process has ended. */
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  #end: ProcessEnd | undefined;
  #stderr = '';
  #closed = false;

  constructor({ command, args, env, cwd }: Launch) {
    const child = spawn(command, args, {
      env,
      cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child = child;
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-KEPT_BYTES);
    });
    this.ended = new Promise((resolve) => {
      const end = (how: string, signal?: NodeJS.Signals) => {
        const words = lastWords(this.#stderr);
        this.#end ??= { how, ...(signal && { signal }), ...(words !== undefined && { words }) };
        resolve(this.#end);
      };
      // `close`, not `exit`: then all that it wrote has been read.
      child.once('close', (code, signal) =>
        signal ? end(`ended by ${signal}`, signal) : end(`exit code ${code}`),
      );
      child.once('error', (error) => end(error.message));
    });
    this.channel = new Channel(
      byteStreamTransport(child.stdout, child.stdin, { maxFrameBytes: MAX_FRAME_BYTES }),
    );
    // A connection that broke ends the process too: without it nothing can be asked. One that dies by itself is to tell how.
    void this.channel.closed.then(() => {
      this.#closed = true;
      setTimeout(() => this.#child.kill('SIGKILL'), DYING_MS).unref();
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Can it be asked no more? */
  get isGone(): boolean {
    return this.#closed || this.#end !== undefined;
  }

  /** Ends the process at once. Settles when it is gone. */
  async kill(): Promise<void> {
    // Else a host that waits for nothing but this could end before it.
    this.ref();
    this.#child.kill('SIGKILL');
    this.channel.close();
    await this.ended;
  }

  /** Lets the host end while the process waits. */
  unref(): void {
    switchChild(this.#child, 'unref');
  }

  ref(): void {
    switchChild(this.#child, 'ref');
  }
}
