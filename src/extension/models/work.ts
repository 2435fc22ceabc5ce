import { readConfigured } from './configured.ts';
import { localWork } from './local/localWork.ts';
import { chooseModel } from './picker/choose.ts';
import { setApiKey } from './setApiKey.ts';
import { loadServerModel } from './serverModel.ts';
import { tellProblems } from './problems.ts';
import { testChosenModel } from './test/testModel.ts';

/** What models on servers and on this machine need beyond being listed: their settings checked, their client, the picker. */
export const modelWork = {
  load: loadServerModel,
  profiles: async () => (await readConfigured()).profiles,
  choose: chooseModel,
  setApiKey,
  test: testChosenModel,
  tellProblems,
  local: localWork,
};
