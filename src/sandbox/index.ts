export { SandboxError, type SandboxErrorKind } from './errors.ts';
export { findNode, type NodeRuntime } from './node.ts';
export type { SandboxOptions } from './options.ts';
export { SandboxPool } from './pool.ts';
export { createSandbox, PooledSandbox, type CreateSandboxOptions } from './sandbox.ts';
