import type { Memento } from 'vscode';

const LABEL = 'labelOfChatModel';
const BLIND = 'chatModelsWithoutImages';
const BY_CODE = 'chatModelsByCodeAlone';

/** What is remembered of VS Code's models, which do not tell whether they take images. */
export class ChatModelMemory {
  readonly #state: Memento | undefined;
  constructor(state: Memento | undefined) {
    this.#state = state;
  }

  /** The name that the model had when it was last used. */
  label(id: string): string | undefined {
    const kept = this.#state?.get<{ readonly id: string; readonly label: string }>(LABEL);
    return kept?.id === id ? kept.label : undefined;
  }
  async setLabel(id: string, label: string): Promise<void> {
    if (this.label(id) !== label) await this.#state?.update(LABEL, { id, label });
  }

  /** Did it refuse images? */
  isBlind(id: string): boolean {
    return this.#ids(BLIND).includes(id);
  }
  /** It refused images, or took them. */
  async setBlind(id: string, blind: boolean): Promise<void> {
    if (this.isBlind(id) !== blind) await this.#set(BLIND, id, blind);
  }

  /** Has the user said that it may work without seeing anything? */
  worksByCode(id: string): boolean {
    return this.#ids(BY_CODE).includes(id);
  }
  async setByCode(id: string, agreed: boolean): Promise<void> {
    if (this.worksByCode(id) !== agreed) await this.#set(BY_CODE, id, agreed);
  }

  #ids(key: string): readonly string[] {
    return this.#state?.get<readonly string[]>(key) ?? [];
  }
  async #set(key: string, id: string, on: boolean): Promise<void> {
    const others = this.#ids(key).filter((one) => one !== id);
    await this.#state?.update(key, on ? [...others, id] : others);
  }
}
