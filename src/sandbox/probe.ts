import { createServer } from 'node:net';
import { once } from 'node:events';
import type { PackageStatus } from '../reasoning/sandbox.ts';
import { SandboxError } from './errors.ts';
import type { NodeRuntime } from './node.ts';
import type { SandboxOptions } from './options.ts';
import type { WireLayer } from './protocol.ts';
import { startProcess } from './start.ts';

/** What `figscope doctor` tells of the sandbox. */
export interface IsolationReport {
  /** Would a run start? */
  readonly usable: boolean;
  /** Why not, or what is reduced; for users. */
  readonly notices: readonly string[];
  readonly node?: NodeRuntime;
  readonly layers: readonly WireLayer[];
  readonly packages: readonly PackageStatus[];
  /** Milliseconds from the process' start to each step of its own start. */
  readonly timings: Readonly<Record<string, number>>;
}

/**
 * Starts a sandbox process only to see which layers are in force. Besides the probes of every start, the process tries to connect to a
 * listener that is opened on loopback for this. Never throws for a sandbox that cannot start: the report says why.
 */
export async function probeIsolation(options: SandboxOptions = {}): Promise<IsolationReport> {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const probePort = typeof address === 'object' && address ? address.port : undefined;
  try {
    const started = await startProcess({ ...options, ...(probePort ? { probePort } : {}) });
    await started.process.kill();
    const { node, isolation, packages, timings, notices } = started;
    return {
      usable: true,
      notices,
      node,
      layers: heard(isolation, connections),
      packages,
      timings,
    };
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const layers = heard(error.isolation, connections);
    return { usable: false, notices: [error.message], layers, packages: [], timings: {} };
  } finally {
    server.close();
  }
}

/** The listener's own word counts more than the process' one. */
function heard(layers: readonly WireLayer[], connections: number): WireLayer[] {
  if (connections === 0) return [...layers];
  return layers.map((layer) =>
    layer.name === 'network below JavaScript' ? { ...layer, inForce: false } : layer,
  );
}
