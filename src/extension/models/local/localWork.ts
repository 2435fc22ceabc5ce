import { benchModel } from './bench.ts';
import { downloadModel } from './download.ts';
import { setHubToken } from './hub.ts';
import { importFolder } from './importFolder.ts';
import { createHost } from './inferenceHost.ts';
import { installedLines } from './installed.ts';
import { loadLocalModel } from './loadModel.ts';
import { removeInstalled } from './removeInstalled.ts';
import { useFolder } from './useFolder.ts';

/** What models of this machine need beyond being listed. */
export const localWork = {
  load: loadLocalModel,
  createHost,
  installed: installedLines,
  download: downloadModel,
  importFolder,
  remove: removeInstalled,
  useFolder,
  bench: benchModel,
  setHubToken,
};
