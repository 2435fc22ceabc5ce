import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import { byteStreamTransport } from '../../../src/ipc/transports/bytes.ts';
import { childProcessTransport } from '../../../src/ipc/transports/childProcess.ts';
import { portTransport } from '../../../src/ipc/transports/messagePort.ts';
import { describeChannel } from '../../unit/ipc/channelSuite.ts';

let folder: string;
let peer: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figscope-ipc-'));
  peer = join(folder, 'peer.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('peerMain.ts', import.meta.url))],
    outfile: peer,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}

describeChannel("a child process' message channel", () => {
  const child = fork(peer, { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
  return { transport: childProcessTransport(child), stop: () => ended(child) };
});

describeChannel(
  "a child process' stdin and stdout",
  () => {
    const child = spawn(process.execPath, [peer], { stdio: ['pipe', 'pipe', 'inherit'] });
    const transport = byteStreamTransport(child.stdout, child.stdin);
    return { transport, stop: () => ended(child) };
  },
  { ownProtoKeys: false },
);

describeChannel('a worker thread', () => {
  const worker = new Worker(peer);
  const stop = async (): Promise<void> => void (await worker.terminate());
  return { transport: portTransport(worker), stop };
});
