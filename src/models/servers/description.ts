export type Engine = 'vllm' | 'sglang' | 'llama-server' | 'ollama' | 'lmstudio' | 'other';

/** Names of the engines for people. */
export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  vllm: 'vLLM',
  sglang: 'SGLang',
  'llama-server': 'llama-server',
  ollama: 'Ollama',
  lmstudio: 'LM Studio',
  other: 'OpenAI-compatible server',
};

/** A model as its server describes it; what it does not tell is absent. */
export interface ServedModel {
  readonly id: string;
  /** Tokens that a conversation may have as the model is loaded now. */
  readonly contextTokens?: number;
  /** Tokens that the model was made for; a server may load it with fewer. */
  readonly maxContextTokens?: number;
  readonly images?: boolean;
  /** What a user should know about it, and do: a sentence or two. */
  readonly note?: string;
}

export interface ServerDescription {
  readonly engine: Engine;
  readonly version?: string;
  readonly models: readonly ServedModel[];
}
