import { spawnSync } from 'node:child_process';
import { constants, openSync, readdirSync, writeFileSync, closeSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { WireLayer } from '../protocol.ts';
import { FORBIDDEN } from './seal.ts';

/** Probes of the isolation layers, made inside the process itself: each tries what the layer must prevent. */

type Permission = { has(scope: string, reference?: string): boolean };

const layer = (name: string, inForce: boolean, detail: string, required = true): WireLayer => ({
  name,
  inForce,
  required,
  detail,
});

/** True when the attempt fails the way Node's permission model makes it fail. */
function denied(attempt: () => unknown): boolean {
  try {
    attempt();
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_ACCESS_DENIED';
  }
}

/** Variables without which Windows or Electron start no Node, and one that macOS gives to every process. They tell nothing. */
const UNAVOIDABLE = new Set([
  'SystemRoot',
  'SYSTEMROOT',
  'ELECTRON_RUN_AS_NODE',
  '__CF_USER_TEXT_ENCODING',
]);

/** What `process` can tell; call before the realm is sealed. `connected`: a connection to the host's listener came about. */
export function probeProcess(ownFolder: string, connected: boolean): WireLayer[] {
  const permission = (process as { permission?: Permission }).permission;
  const has = (scope: string, reference?: string) => permission?.has(scope, reference) ?? true;
  const outside = process.execPath;
  const variables = Object.keys(process.env).filter((name) => !UNAVOIDABLE.has(name));
  return [
    layer(
      'own process',
      process.send === undefined && !process.connected,
      'a process of its own, reached through its standard input and output alone',
    ),
    layer(
      'empty environment',
      variables.length === 0,
      variables.length === 0
        ? 'no environment variables'
        : `environment variables are visible: ${variables.join(', ').slice(0, 300)}`,
    ),
    layer(
      'file reads',
      !has('fs.read', outside) &&
        denied(() => closeSync(openSync(outside, constants.O_RDONLY))) &&
        denied(() => readdirSync('/')),
      'files can be read in the runtime folder only',
    ),
    layer(
      'file writes',
      !has('fs.write') && denied(() => writeFileSync(`${ownFolder}/probe`, '')),
      'no file can be written',
    ),
    layer(
      'child processes',
      !has('child') && denied(() => spawnSync(outside)),
      'no program can be started',
    ),
    layer(
      'worker threads',
      !has('worker') && denied(() => new Worker('0', { eval: true })),
      'no thread can be started',
    ),
    layer(
      'native addons',
      denied(() => process.dlopen({ exports: {} }, `${ownFolder}/probe.node`)) || addonsOff(),
      'no native code can be loaded',
    ),
    layer('code generation', !generatesCode(), 'text cannot be turned into JavaScript code'),
    networkLayer(permission, connected),
  ];
}

function addonsOff(): boolean {
  return process.execArgv.includes('--no-addons');
}

function generatesCode(): boolean {
  try {
    // The probe is about exactly this call.
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}

/** Either layer closes the network below JavaScript; without both, the sealed realm has to do alone. */
function networkLayer(permission: Permission | undefined, connected: boolean): WireLayer {
  const byNode =
    Number(process.versions.node.split('.')[0]) >= 25 && permission?.has('net') === false;
  // A new network namespace has a loopback device that is down: no interface is listed at all.
  const namespace = process.platform === 'linux' && Object.keys(networkInterfaces()).length === 0;
  const how = namespace
    ? 'a network namespace without interfaces'
    : byNode
      ? "Node's permission model refuses connections"
      : 'neither a network namespace nor a Node that refuses connections is to be had here; the network is closed by the sealed realm alone';
  return layer(
    'network below JavaScript',
    (byNode || namespace) && !connected,
    connected ? 'a connection to loopback came about' : how,
    false,
  );
}

/** Looks at the realm after it was sealed. */
export function probeRealm(): WireLayer {
  const left = FORBIDDEN.filter((name) => name in globalThis);
  return layer(
    'sealed realm',
    left.length === 0,
    left.length === 0
      ? 'no host object (process, require, fetch, sockets, workers) is left in the JavaScript realm'
      : `host objects are left in the JavaScript realm: ${left.join(', ')}`,
  );
}
