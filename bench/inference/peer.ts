import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { REPLY_TOKENS, SYSTEM, WARM_UP, type UserTurn } from './conversation.ts';
import { peakMemoryOf } from './memory.ts';
import type { Side, TurnResult } from './side.ts';

/** The library to compare with; it brings the same onnxruntime-node as ours. */
const PACKAGE = '@huggingface/transformers';
const VERSION = '4.3.1';

export interface PeerPackage {
  /** The folder of the package. */
  readonly folder: string;
  readonly entry: string;
  /** Of the onnxruntime-node that it uses. */
  readonly runtimeVersion: string;
}

/**
 * Installs the peer into a folder of its own, once. No scripts are run: they would only fetch CUDA libraries.
 * @throws Error with a sentence when npm fails
 */
export async function installPeer(
  cache: string,
  say: (text: string) => void,
): Promise<PeerPackage> {
  const folder = join(cache, 'node_modules', PACKAGE);
  if (!existsSync(folder) || (await versionIn(folder)) !== VERSION) {
    say(`installing ${PACKAGE} ${VERSION} (474 MB, once) into ${cache}`);
    await mkdir(cache, { recursive: true });
    await writeFile(join(cache, 'package.json'), '{ "private": true }\n');
    const args = ['install', '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund'];
    const npm = spawnSync('npm', [...args, '--loglevel=error', `${PACKAGE}@${VERSION}`], {
      cwd: cache,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (npm.status !== 0) throw new Error('npm could not install the peer: see its message above.');
  }
  const resolve = createRequire(join(folder, 'package.json'));
  const runtime = join(cache, 'node_modules', 'onnxruntime-node');
  return {
    folder,
    entry: resolve.resolve(PACKAGE).replace(/\.cjs$/u, '.mjs'),
    runtimeVersion: await versionIn(runtime),
  };
}

export async function versionIn(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** transformers.js in a process of its own. */
export class Peer implements Side {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start({ entry }: PeerPackage, model: string): Promise<Peer> {
    const program = join(process.cwd(), 'bench/inference/peer.mjs');
    const child = fork(program, [entry, model], {
      serialization: 'advanced',
      execArgv: [],
      // Its reports of progress and the runtime's warnings do not belong to the table.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const peer = new Peer(child);
    await peer.#answer();
    return peer;
  }

  async warmUp(): Promise<void> {
    await this.#ask('start', '');
    await this.turn(WARM_UP);
    await this.#ask('start', SYSTEM);
  }

  turn(user: UserTurn): Promise<TurnResult> {
    return this.#ask('turn', { ...user, newTokens: REPLY_TOKENS }) as Promise<TurnResult>;
  }

  async said(reply: string): Promise<void> {
    await this.#ask('said', reply);
  }

  async peakMemory(): Promise<number> {
    return this.#child.pid === undefined ? NaN : peakMemoryOf(this.#child.pid);
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill();
    await once(this.#child, 'exit');
  }

  #ask(kind: string, value: unknown): Promise<unknown> {
    const answer = this.#answer();
    this.#child.send({ kind, value });
    return answer;
  }

  async #answer(): Promise<unknown> {
    const settled = new AbortController();
    const { signal } = settled;
    try {
      const message = once(this.#child, 'message', { signal });
      const died = once(this.#child, 'exit', { signal }).then(([code]) => {
        throw new Error(`The peer ended with ${String(code)}.`);
      });
      const [{ result, error }] = (await Promise.race([message, died])) as [Answer];
      if (error !== undefined) throw new Error(`The peer failed: ${error}`);
      return result;
    } finally {
      settled.abort();
    }
  }
}

/** What peer.mjs sends. */
interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}
