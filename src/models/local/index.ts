/** Models on this machine: the host of the inference process, and what stands in models files. Everything else here is inner matter. */
export {
  DEVICES,
  DTYPES,
  type Device,
  type Dtype,
  type LoadedModel,
  type LoadStep,
  type Machine,
  type Measured,
} from '../../inference/protocol.ts';
export { readLocalEntries, type LocalRules } from './entries.ts';
export { localEntry, type LocalEntry } from './entry.ts';
export { folderFacts, localProfile, type FolderFacts } from './facts.ts';
export { InferenceHost, type HostOptions, type HostStatus, type UseOptions } from './host.ts';
export { timeOfImage, type ImageTiming } from './imageTiming.ts';
export type { InferenceNode } from './launch.ts';
export { loadedWords, measuredWords, speed } from './loadedWords.ts';
export { CPU_IMAGE_PIXELS, createLocalModel, type LocalModelOptions } from './localModel.ts';
export { findInferenceProgram } from './program.ts';
export { loadProgress, progressWords } from './progress.ts';
export { NO_MEMORY, rememberedIn, type Measurements } from './remembered.ts';
export { DEVICE_NAMES, specOf, type ModelSpec } from './spec.ts';
