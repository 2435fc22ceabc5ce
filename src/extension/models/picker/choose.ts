import { window } from 'vscode';
import type { Services } from '../../services.ts';
import { SERVER } from '../ids.ts';
import { benchModel } from '../local/bench.ts';
import { downloadModel } from '../local/download.ts';
import { importFolder } from '../local/importFolder.ts';
import { removeInstalled } from '../local/removeInstalled.ts';
import { useFolder } from '../local/useFolder.ts';
import { tellProblems } from '../problems.ts';
import { setApiKey } from '../setApiKey.ts';
import { testChosenModel } from '../test/testModel.ts';
import { addEntry } from '../written.ts';
import { addServer } from './addServer.ts';
import { newEntry } from './newEntry.ts';
import { pickModel, type Discover } from './picker.ts';
import { pickProfile } from './pickProfile.ts';

/** Lets the user choose the model that answers from the next question on, or add one. */
export async function chooseModel(services: Services, discover?: Discover): Promise<void> {
  const { models } = services;
  void tellProblems();
  const action = await pickModel(services, discover);
  switch (action?.does) {
    case undefined:
      return;
    case 'choose': {
      // Whoever chooses a model anew lets it see images again.
      await models.chatModels.memory.setByCode(action.id, false);
      if (action.id !== models.current.id) await models.choose(action.id);
      // What is gone stays chosen; why it is gone is said once more.
      else if (models.current.problem !== undefined)
        void window.showWarningMessage(models.current.problem);
      return;
    }
    case 'addFound': {
      const { url, model } = action;
      const profile = await pickProfile(model.id);
      if (!profile) return;
      const entry = newEntry(url, model, profile);
      await addEntry(entry);
      return models.choose(`${SERVER}${entry.name}`);
    }
    case 'download':
      return downloadModel(services);
    case 'useFolder':
      return useFolder(services);
    case 'importFolder':
      return importFolder(services);
    case 'remove':
      return removeInstalled(services);
    case 'bench':
      return benchModel(services);
    case 'addServer':
      return addServer(services);
    case 'test':
      return testChosenModel(services);
    case 'setKey':
      return setApiKey(services);
  }
}
