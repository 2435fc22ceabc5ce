import { Disposable, EventEmitter, l10n, type Event, type ExtensionContext } from 'vscode';
import type { Model } from '../../reasoning/model.ts';
import type { ModelChoice } from '../../panel/protocol.ts';
import { PROFILES } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import type { ModelContribution, Models } from '../contracts.ts';
import { ChatModels } from '../lm/chatModels.ts';
import { chosenModel, chosenProfileId, profileFiles, rememberModel } from '../settings.ts';
import type { Entry } from './entry.ts';
import { LOCAL } from './ids.ts';
import { listedServers } from './listed.ts';
import { LocalModels } from './localModels.ts';
import { withProfile } from './withProfile.ts';

/** Where keys are kept, and what is remembered of models. */
export type ModelPlace = Partial<
  Pick<ExtensionContext, 'secrets' | 'globalState' | 'globalStorageUri'>
>;

/** The built-in analyst, models that Figscope runs here, models on servers, VS Code's own, and what other extensions add. */
export class ModelRegistry implements Models {
  readonly #analyst = analyst();
  readonly #added = new Map<string, Entry>();
  readonly #place: ModelPlace;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  /** Models of VS Code, asked for only when somebody wants them. */
  readonly chatModels: ChatModels;
  /** Models that Figscope runs itself. */
  readonly local: LocalModels;
  /** Chosen a moment ago; the settings do not say so yet. */
  #choosing: string | undefined;

  constructor(place: ModelPlace = {}) {
    this.#place = place;
    this.chatModels = new ChatModels(place.globalState, () => this.#changed.fire());
    this.local = new LocalModels(place, () => this.#changed.fire());
  }

  /** All models that are there. */
  entries(): readonly Entry[] {
    return [
      this.#analyst,
      ...this.local.entries(),
      ...listedServers(this.#place.secrets),
      ...this.chatModels.entries(this.#chosen),
      ...this.#added.values(),
    ];
  }

  /** All that can be chosen; the chosen one is among them even when it is gone, and says so. */
  list(): readonly ModelChoice[] {
    const choices = this.entries().map(({ choice }) => choice);
    const { current } = this;
    return choices.some(({ id }) => id === current.id) ? choices : [...choices, current];
  }

  get current(): ModelChoice {
    return this.#find(this.#chosen)?.choice ?? gone(this.#chosen);
  }

  async choose(id: string): Promise<void> {
    if (!this.#find(id)) throw new Error(l10n.t('There is no model "{0}".', id));
    // Counts at once: a question that is asked before the settings are written must go to this model.
    this.#choosing = id;
    try {
      await rememberModel(id);
    } finally {
      if (this.#choosing === id) this.#choosing = undefined;
    }
    this.#changed.fire();
  }

  /** The settings have changed. */
  refresh(): void {
    this.#changed.fire();
  }

  /**
   * The chosen model, ready for use, and the host that figures go to.
   * @throws Error with a sentence for the user when it is gone: no other model takes its place unasked
   */
  async load(): Promise<{ readonly model: Model; readonly host?: string }> {
    const id = this.#chosen;
    // What was installed elsewhere is not known yet.
    if (!this.#find(id) && id.startsWith(LOCAL)) await this.local.refresh();
    const entry = this.#find(id);
    if (!entry) throw new Error(gone(id).problem);
    const { load, host } = entry;
    const [own, profile] = await Promise.all([load(), chosenProfile()]);
    // The analyst is not a model of any family: it writes in its own way alone.
    const model = profile && id !== 'analyst' ? withProfile(own, profile) : own;
    return host === undefined ? { model } : { model, host };
  }

  /** Adds a model of another extension. @throws Error when there is one with this id */
  add({ model, host, detail }: ModelContribution): Disposable {
    const { id, label } = model;
    if (this.#find(id)) throw new Error(`There is already a model "${id}".`);
    this.#added.set(id, {
      choice: {
        id,
        label,
        where: host ?? l10n.t('this machine'),
        images: model.images,
        ...(detail !== undefined && { detail }),
      },
      group: 'extensions',
      ...(host !== undefined && { host }),
      load: () => Promise.resolve(model),
    });
    this.#changed.fire();
    return new Disposable(() => {
      this.#added.delete(id);
      this.#changed.fire();
    });
  }

  dispose(): void {
    this.chatModels.dispose();
  }

  get #chosen(): string {
    return this.#choosing ?? chosenModel();
  }

  #find(id: string): Entry | undefined {
    return this.entries().find(({ choice }) => choice.id === id);
  }
}

function analyst(): Entry {
  let loaded: Promise<Model> | undefined;
  return {
    choice: {
      id: 'analyst',
      label: l10n.t('Built-in analyst'),
      where: l10n.t('this machine'),
      images: false,
      detail: l10n.t(
        'Works by rules, needs no weights; counts, measures, reads charts and scale bars',
      ),
    },
    group: 'machine',
    load: () =>
      (loaded ??= import('../../models/analyst/index.ts').then(({ createAnalyst }) =>
        createAnalyst(),
      )),
  };
}

/** A model that is chosen and not there: its extension, its files or its entry in the settings is gone, or not loaded yet. */
function gone(id: string): ModelChoice {
  return {
    id,
    label: id,
    where: l10n.t('not available'),
    problem: l10n.t(
      'The model "{0}" is not there: its extension, its files or its entry in the settings are missing. Choose another model, or bring it back.',
      id,
    ),
  };
}

/** The profile that the user has set; undefined for the model's own. @throws Error when there is none of this id */
async function chosenProfile(): Promise<Profile | undefined> {
  const id = chosenProfileId();
  if (id === 'auto' || id === '') return undefined;
  // Only files can hold others, or change these.
  const known =
    profileFiles().length === 0 ? PROFILES : await (await import('./work.ts')).modelWork.profiles();
  const profile = known.get(id);
  if (profile) return profile;
  throw new Error(
    l10n.t(
      'The setting figscope.profile names "{0}", and there is no such profile. There are: auto, {1}.',
      id,
      [...known.keys()].join(', '),
    ),
  );
}
