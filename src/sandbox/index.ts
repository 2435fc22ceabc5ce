export { SandboxError, type SandboxErrorKind } from './errors.ts';
export { findNode, findRealNode, type NodeRuntime } from './node.ts';
export type { SandboxOptions } from './options.ts';
export { OPTIONAL_PACKAGES } from './packages/index.ts';
export { SandboxPool } from './pool.ts';
export { probeIsolation, type IsolationReport } from './probe.ts';
export { createSandbox, PooledSandbox, type CreateSandboxOptions } from './sandbox.ts';
