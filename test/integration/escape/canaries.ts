import { createSocket } from 'node:dgram';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Targets } from './attempts/attempt.ts';

/** The value that no attempt may ever show. */
export const SECRET = 'SECRET_OF_THE_USER_7f3a91c2';
const SECRET_VARIABLE = 'FIGSCOPE_TEST_SECRET';
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2'] as const;

/**
 * Things that show harm: a secret file and variable, a folder in which nothing may appear, a listener on the loopback address, handlers
 * of signals to this process. Made for real, so that an attempt which gets out leaves a trace.
 */
export class Canaries {
  readonly targets: Targets;
  readonly #base: string;
  readonly #stop: () => Promise<void>;
  #seen = { connections: 0, datagrams: 0, signals: 0 };

  private constructor(base: string, targets: Targets, stop: () => Promise<void>) {
    this.#base = base;
    this.targets = targets;
    this.#stop = stop;
  }

  static async plant(): Promise<Canaries> {
    const base = await mkdtemp(join(await plantingGround(), 'figscope-canary-'));
    const canaryFolder = join(base, 'written');
    const secretFile = join(base, 'figscope_secret.txt');
    await mkdir(canaryFolder);
    await writeFile(secretFile, SECRET);
    process.env[SECRET_VARIABLE] = SECRET;

    const server = createServer((socket) => {
      canaries.#seen.connections++;
      socket.on('error', () => undefined);
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const udp = createSocket('udp4', () => canaries.#seen.datagrams++);
    await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
    const onSignal = (): void => void canaries.#seen.signals++;
    for (const signal of SIGNALS) process.on(signal, onSignal);

    const targets: Targets = {
      secretFile,
      secretVariable: SECRET_VARIABLE,
      canaryFolder,
      port,
      parentPid: process.pid,
    };
    const canaries = new Canaries(base, targets, async () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      udp.close();
      await new Promise((resolve) => server.close(resolve));
    });
    return canaries;
  }

  /** What harm there is to see, in words; empty when there is none. */
  async harm(): Promise<string[]> {
    const files = await readdir(this.targets.canaryFolder);
    const { connections, datagrams, signals } = this.#seen;
    const secret = await readFile(this.targets.secretFile, 'utf8').catch(() => 'the file is gone');
    const polluted = Object.keys(Object.prototype);
    return [
      ...files.map((file) => `file written: ${file}`),
      ...(connections > 0 ? [`connections: ${connections}`] : []),
      ...(datagrams > 0 ? [`datagrams: ${datagrams}`] : []),
      ...(signals > 0 ? [`signals: ${signals}`] : []),
      ...(secret === SECRET ? [] : [`secret file changed: ${secret}`]),
      ...polluted.map((name) => `Object.prototype.${name}`),
    ];
  }

  async remove(): Promise<void> {
    await this.#stop();
    await rm(this.#base, { recursive: true, force: true });
  }
}

/** The user's home, where it can be written; that is where real secrets lie. */
async function plantingGround(): Promise<string> {
  try {
    const probe = await mkdtemp(join(homedir(), '.figscope-probe-'));
    await rm(probe, { recursive: true });
    return homedir();
  } catch {
    return tmpdir();
  }
}
