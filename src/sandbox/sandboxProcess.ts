import { spawn, type ChildProcess } from 'node:child_process';
import { Channel } from '../ipc/channel.ts';
import { byteStreamTransport } from '../ipc/transports/bytes.ts';
import { switchChild } from '../ipc/transports/childRef.ts';
import { SandboxError } from './errors.ts';
import type { Launch } from './launch.ts';
import {
  ready,
  type InstallRequest,
  type LoadReply,
  type LoadRequest,
  type Output,
  type Ready,
  type RunReply,
  type RunRequest,
} from './protocol.ts';
import { residentBytes } from './residentMemory.ts';

/** What the process answers. */
interface ProcessApi {
  requests: {
    install(params: InstallRequest): null;
    warmUp(): null;
    load(params: LoadRequest): LoadReply;
    run(params: RunRequest): RunReply;
  };
  events: { ready: Ready; output: Output };
}

/** The largest message taken from the process: many large images. */
const MAX_FRAME_BYTES = 256 * 1024 * 1024;
const START_TIMEOUT_MS = 60_000;
/** What the process wrote to stderr when it died, kept for the message. */
const LAST_WORDS_BYTES = 2_000;

/** One sandbox process and the channel to it. Never used again after it ended, so that nothing late can arrive. */
export class SandboxProcess {
  readonly channel: Channel<object, ProcessApi>;
  /** Settles when the interpreter is loaded; rejects with `SandboxError`. */
  readonly ready: Promise<Ready>;
  /** Settles with the reason when the process has ended. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #wrapped: boolean;
  #isEnded = false;
  #lastWords = '';

  constructor(launch: Launch) {
    this.#wrapped = launch.wrapped;
    const child = spawn(launch.command, launch.args, {
      cwd: launch.cwd,
      env: launch.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child = child;
    child.stderr.on('data', (chunk: Buffer) => {
      this.#lastWords = (this.#lastWords + chunk.toString('utf8')).slice(-LAST_WORDS_BYTES);
    });
    this.ended = new Promise((resolve) => {
      const end = (reason: string) => {
        this.#isEnded = true;
        resolve(reason);
      };
      child.once('exit', (code, signal) =>
        end(signal ? `ended by ${signal}` : `exit code ${code}`),
      );
      child.once('error', (error) => end(error.message));
    });
    this.channel = new Channel(
      byteStreamTransport(child.stdout, child.stdin, { maxFrameBytes: MAX_FRAME_BYTES }),
    );
    this.ready = this.#waitUntilReady();
    // A process that nobody waits for yet must not end the host when it fails.
    this.ready.catch(() => undefined);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Resident memory in bytes, where the system tells it. */
  async memory(): Promise<number | undefined> {
    return this.pid === undefined || this.isEnded
      ? undefined
      : residentBytes(this.pid, this.#wrapped);
  }

  /** Ends the process at once. Settles when it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    this.channel.close();
    await this.ended;
  }

  /** Lets the host end while the process still waits. */
  unref(): void {
    switchChild(this.#child, 'unref');
  }

  ref(): void {
    switchChild(this.#child, 'ref');
  }

  #waitUntilReady(): Promise<Ready> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) =>
        reject(new SandboxError('StartFailed', `The sandbox did not start: ${why}.`));
      const timer = setTimeout(() => {
        fail(`no answer within ${START_TIMEOUT_MS / 1000} s`);
        void this.kill();
      }, START_TIMEOUT_MS);
      timer.unref();
      const parse = (value: unknown) => ready.parse(value);
      const stop = this.channel.on(
        'ready',
        (value) => {
          clearTimeout(timer);
          stop();
          resolve(value);
        },
        parse,
      );
      void this.ended.then((reason) => fail(`${reason}${this.#complaint()}`));
    });
  }

  /** The error line of what the process wrote last; source lines of bundled code are left out. */
  #complaint(): string {
    const line = this.#lastWords.split('\n').find((text) => /^\w*Error\b/.test(text));
    return line ? ` (${line.slice(0, 300)})` : '';
  }
}
