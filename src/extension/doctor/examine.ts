import { homedir } from 'node:os';
import { join } from 'node:path';
import { env, l10n, version, workspace } from 'vscode';
import { probeIsolation } from '../../sandbox/index.ts';
import { reducedSandboxAllowed } from '../sandbox/reduced.ts';
import type { Services } from '../services.ts';
import { sandboxSettings } from '../settings.ts';
import { changedSettings } from './changedSettings.ts';
import { folderSize } from './folderSize.ts';
import { examineLocal } from './localFindings.ts';
import type { Findings } from './report.ts';

/** Starts a sandbox as a question would, and collects what there is to know of this machine. */
export async function examine({ context, models, history }: Services): Promise<Findings> {
  const reducedAllowed = reducedSandboxAllowed(context.globalState);
  const place = {
    folder: join(context.extensionPath, 'dist', 'sandbox'),
    cacheFolder: join(context.globalStorageUri.fsPath, 'packages'),
  };
  const [sandbox, local, runs, storageBytes] = await Promise.all([
    probeIsolation(sandboxSettings(place, reducedAllowed).options),
    examineLocal(models.local),
    history.list(),
    folderSize(context.globalStorageUri.fsPath),
  ]);
  const { version: own } = context.extension.packageJSON as { readonly version: string };
  return {
    system: [
      ['Figscope', own],
      [env.appName, version],
      [l10n.t('Display language'), env.language],
      [l10n.t('Remote'), env.remoteName ?? l10n.t('none')],
      [l10n.t('Platform'), `${process.platform} ${process.arch}`],
      [l10n.t('Workspace trusted'), workspace.isTrusted ? l10n.t('yes') : l10n.t('no')],
      [l10n.t('Node.js of the extension host'), process.version],
    ],
    sandbox: { ...sandbox, reducedAllowed },
    local,
    models: models.list(),
    currentModel: models.current.id,
    settings: changedSettings(),
    runs: runs.length,
    storageBytes,
    home: homedir(),
  };
}
