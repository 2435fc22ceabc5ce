import { Disposable, EventEmitter, l10n, type Event } from 'vscode';
import type { Model } from '../../reasoning/model.ts';
import type { ModelChoice } from '../../panel/protocol.ts';
import type { ModelContribution, Models } from '../contracts.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { s1vl } from '../../reasoning/profiles/s1vl.ts';
import { chosenModel, chosenProfileId, rememberModel } from '../settings.ts';

interface Entry {
  readonly choice: ModelChoice;
  /** Host that figures go to; none when they stay on this machine. */
  readonly host?: string;
  readonly load: () => Promise<Model>;
}

/** The built-in analyst and what other extensions add. */
export class ModelRegistry implements Models {
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  /** Chosen a moment ago; the settings do not say so yet. */
  #choosing: string | undefined;

  constructor() {
    let analyst: Promise<Model> | undefined;
    this.#entries.set('analyst', {
      choice: {
        id: 'analyst',
        label: l10n.t('Built-in analyst'),
        where: l10n.t('this machine'),
        detail: l10n.t(
          'Works by rules, needs no weights; counts, measures, reads charts and scale bars',
        ),
      },
      load: () =>
        (analyst ??= import('../../models/analyst/index.ts').then(({ createAnalyst }) =>
          createAnalyst(),
        )),
    });
  }

  list(): readonly ModelChoice[] {
    return [...this.#entries.values()].map(({ choice }) => choice);
  }

  get current(): ModelChoice {
    return this.#entry(this.#choosing ?? chosenModel()).choice;
  }

  async choose(id: string): Promise<void> {
    if (!this.#entries.has(id)) throw new Error(l10n.t('There is no model "{0}".', id));
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

  /** The chosen model, ready for use, and the host that figures go to. */
  async load(): Promise<{ readonly model: Model; readonly host?: string }> {
    const { load, host, choice } = this.#entry(this.#choosing ?? chosenModel());
    const own = await load();
    const profile = chosenProfile();
    // The analyst is not a model of any family: it writes in its own way alone.
    const model = profile && choice.id !== 'analyst' ? withProfile(own, profile) : own;
    return host === undefined ? { model } : { model, host };
  }

  /** Adds a model of another extension. @throws Error when there is one with this id */
  add({ model, host, detail }: ModelContribution): Disposable {
    const { id, label } = model;
    if (this.#entries.has(id)) throw new Error(`There is already a model "${id}".`);
    this.#entries.set(id, {
      choice: {
        id,
        label,
        where: host ?? l10n.t('this machine'),
        ...(detail !== undefined && { detail }),
      },
      ...(host !== undefined && { host }),
      load: () => Promise.resolve(model),
    });
    this.#changed.fire();
    return new Disposable(() => {
      this.#entries.delete(id);
      this.#changed.fire();
    });
  }

  /** A model that is not there any more (its extension is gone) leaves the analyst. */
  #entry(id: string): Entry {
    const entry = this.#entries.get(id) ?? this.#entries.get('analyst');
    if (!entry) throw new Error('The built-in analyst is missing.');
    return entry;
  }
}

const PROFILES: Readonly<Record<string, Profile>> = { s1vl };

/** The profile that the user has set; undefined for the model's own. */
function chosenProfile(): Profile | undefined {
  return PROFILES[chosenProfileId()];
}

/** The same model, written and read in another way. Kept by model, so that a run goes on with the one it has. */
const converted = new WeakMap<Model, Map<Profile, Model>>();
function withProfile(model: Model, profile: Profile): Model {
  if (model.profile === profile) return model;
  const known = converted.get(model) ?? new Map<Profile, Model>();
  converted.set(model, known);
  const { id, label, images } = model;
  const made = known.get(profile) ?? {
    id,
    label,
    images,
    profile,
    ...(model.byCodeOnly && { byCodeOnly: true }),
    stream: (request, signal) => model.stream(request, signal),
  };
  known.set(profile, made);
  return made;
}
