import { l10n, lm, type Disposable, type LanguageModelChat, type Memento } from 'vscode';
import type { ModelChoice } from '../../panel/protocol.ts';
import type { Entry } from '../models/entry.ts';
import { ChatModelMemory } from './memory.ts';

/** VS Code's models are `vscode:<vendor>/<id>`. */
const PREFIX = 'vscode:';

/** The language models of VS Code. They are asked for only when somebody opens the picker, or has chosen one. */
export class ChatModels {
  readonly memory: ChatModelMemory;
  readonly #onChange: () => void;
  #listening: Disposable | undefined;
  /** Undefined before they were asked for. */
  #known: ReadonlyMap<string, LanguageModelChat> | undefined;

  constructor(state: Memento | undefined, onChange: () => void) {
    this.memory = new ChatModelMemory(state);
    this.#onChange = onChange;
  }

  /** Asks VS Code what models there are, and goes on listening. */
  async ask(): Promise<void> {
    this.#listen();
    await this.#read();
  }

  /**
   * Those that were found, and the chosen one as long as nobody has looked.
   * @param chosen id of the chosen model, of whatever kind
   */
  entries(chosen: string): readonly Entry[] {
    const found = [...(this.#known ?? [])].map(([id, model]) => this.#entry(id, model.name));
    if (this.#known || !chosen.startsWith(PREFIX) || !chosen.includes('/')) return found;
    return [this.#entry(chosen, this.memory.label(chosen) ?? selectorOf(chosen).id)];
  }

  dispose(): void {
    this.#listening?.dispose();
  }

  #listen(): void {
    this.#listening ??= lm.onDidChangeChatModels(() => {
      // What is known stays known; whoever asks next is told what is wrong.
      this.#read().catch(() => undefined);
    });
  }

  async #read(): Promise<void> {
    const models = await lm.selectChatModels({});
    this.#known = new Map(models.map((model) => [idOf(model), model]));
    this.#onChange();
  }

  #entry(id: string, label: string): Entry {
    const { vendor } = selectorOf(id);
    const where = l10n.t('VS Code ({0})', vendor);
    const choice: ModelChoice = {
      id,
      label,
      where,
      ...(this.memory.isBlind(id) && { detail: l10n.t('took no images when it was last asked') }),
    };
    return {
      choice,
      group: 'vscode',
      host: l10n.t('VS Code models ({0})', vendor),
      load: async () => {
        this.#listen();
        const [model] = await lm.selectChatModels(selectorOf(id));
        if (!model)
          throw new Error(
            l10n.t(
              'VS Code has no model "{0}" now: its extension is not installed, not signed in, or does not offer it any more. Choose another model.',
              label,
            ),
          );
        await this.memory.setLabel(id, model.name);
        const { chatModel } = await import('./work.ts');
        return chatModel(id, model, this.memory);
      },
    };
  }
}

function idOf({ vendor, id }: Pick<LanguageModelChat, 'vendor' | 'id'>): string {
  return `${PREFIX}${vendor}/${id}`;
}

/** Ids of models may have slashes; vendors have none. */
function selectorOf(id: string): { readonly vendor: string; readonly id: string } {
  const text = id.slice(PREFIX.length);
  const slash = text.indexOf('/');
  return { vendor: text.slice(0, slash), id: text.slice(slash + 1) };
}
