import type { ExtensionContext, SecretStorage } from 'vscode';
import type { InferenceHost } from '../../models/local/index.ts';
import { localKeepMinutes } from '../localSettings.ts';
import { SETTING } from '../settingKeys.ts';
import { workspace } from 'vscode';
import type { Entry } from './entry.ts';
import { listedLocal, type InstalledLine } from './listedLocal.ts';

/** What local models need of the extension: memory of what is installed, and a folder for what was measured. */
export type LocalPlace = Partial<
  Pick<ExtensionContext, 'globalState' | 'globalStorageUri' | 'secrets'>
>;

/** Installed models as they were last seen: listing them costs no look at the disk, nor the code for one. */
const KEY = 'installedModels';

/** Models that Figscope runs on this machine: what there is, and the one process for them, started at the first question. */
export class LocalModels {
  readonly #place: LocalPlace;
  readonly #changed: () => void;
  #host: { readonly key: string; readonly made: Promise<InferenceHost> } | undefined;

  constructor(place: LocalPlace, changed: () => void) {
    this.#place = place;
    this.#changed = changed;
  }

  get secrets(): SecretStorage | undefined {
    return this.#place.secrets;
  }

  /** Those of the settings, and installed ones whose name these leave free. */
  entries(): readonly Entry[] {
    return listedLocal(this.installed, async (name) =>
      (await import('./work.ts')).modelWork.local.load(name, this),
    );
  }

  get installed(): readonly InstalledLine[] {
    const kept = this.#place.globalState?.get<unknown>(KEY);
    return Array.isArray(kept) ? (kept as readonly InstalledLine[]) : [];
  }

  /** Looks into the models folder, which the command line and other windows fill too. */
  async refresh(): Promise<void> {
    const { modelWork } = await import('./work.ts');
    await this.remember(await modelWork.local.installed());
  }

  async remember(found: readonly InstalledLine[]): Promise<void> {
    if (JSON.stringify(found) === JSON.stringify(this.installed)) return;
    await this.#place.globalState?.update(KEY, found);
    this.#changed();
  }

  /** The host of the inference process; another one after the Node that runs it was changed in the settings. */
  async host(): Promise<InferenceHost> {
    const node = workspace.getConfiguration().get<unknown>(SETTING.node);
    const key = JSON.stringify([node, localKeepMinutes()]);
    if (this.#host && this.#host.key !== key) {
      const { made } = this.#host;
      const before = await made.catch(() => undefined);
      if (before?.status.busy) return before;
      this.#host = undefined;
      await before?.dispose();
    }
    this.#host ??= { key, made: this.#make() };
    const { made } = this.#host;
    made.catch(() => {
      // Why it could not be made is told by whoever asked; the next one tries again.
      if (this.#host?.made === made) this.#host = undefined;
    });
    return made;
  }

  /** The host, when there is one already. */
  async running(): Promise<InferenceHost | undefined> {
    return this.#host?.made.catch(() => undefined);
  }

  /** Ends the process. */
  async dispose(): Promise<void> {
    const host = await this.running();
    this.#host = undefined;
    await host?.dispose();
  }

  async #make(): Promise<InferenceHost> {
    const { modelWork } = await import('./work.ts');
    return modelWork.local.createHost(this.#place.globalStorageUri?.fsPath);
  }
}
