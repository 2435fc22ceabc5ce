/**
 * Models that run on this machine: which there are to get, getting them, and those that are here. For command line and VS Code alike;
 * nothing here writes to a console. Failures are `CatalogError`s; an aborted call rejects with the signal's reason.
 */
export { catalogue, findEntry, knownForms, usualBytes } from './catalogue.ts';
export { dtypeWords } from './dtype.ts';
export type { CatalogEntry } from './entry.ts';
export { CatalogError, type CatalogErrorKind } from './error.ts';
export { modelsFolder } from './folder.ts';
export { importModel } from './importModel.ts';
export { installedModels } from './installed.ts';
export { entryMemory } from './estimates.ts';
export { ESTIMATE_TOKENS, fits, machineMemory, type Fit } from './memory.ts';
export { planPull } from './plan.ts';
export { pullModel } from './pullModel.ts';
export { removeModel } from './removeModel.ts';
export type * from './types.ts';
export { verifyModel } from './verifyModel.ts';
