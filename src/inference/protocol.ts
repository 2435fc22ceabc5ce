/**
 * What crosses the boundary between a host (extension or command line) and the inference process. The host is trusted by the process,
 * and the process by the host: it runs no code that a model wrote. What it read from a model's files is checked where it is read.
 */

/** Where a model can run: execution providers of ONNX Runtime. */
export const DEVICES = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export type Device = (typeof DEVICES)[number];

/** How weights are stored, in the names of the exports' file suffixes (`_q4`, `_q4f16`, `_quantized` is q8…; fp32 has none). */
export const DTYPES = ['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4', 'q4f16', 'bnb4'] as const;
export type Dtype = (typeof DTYPES)[number];

/** The parts of a model, each an ONNX file. */
export const PARTS = ['embed_tokens', 'vision_encoder', 'decoder_model_merged'] as const;
export type Part = (typeof PARTS)[number];

/** Endings of the files' names in exports for transformers.js (its src/utils/dtypes.js). */
const SUFFIXES: Readonly<Record<Dtype, string>> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
};

/** File name of a part, without its folder. */
export function graphName(part: Part, dtype: Dtype): string {
  return `${part}${SUFFIXES[dtype]}.onnx`;
}

export interface LoadParams {
  /** Absolute path of the folder with config.json, tokenizer.json… and the ONNX files, there or in `onnx/`. */
  readonly folder: string;
  /** `auto`: the fastest of those that work here, by a short measurement with this model. */
  readonly device: Device | 'auto';
  /** `auto`: the best one for the device among the files that are there. */
  readonly dtype: Dtype | 'auto' | Readonly<Partial<Record<Part, Dtype>>>;
  /** Tokens of the context at most; the model's own limit, or what memory allows, where that is less. */
  readonly contextTokens?: number;
  /** Of the CPU provider; default: physical cores. */
  readonly threads?: number;
  /** Bytes that the model may take; default: what is free now. */
  readonly memoryBytes?: number;
  /** Providers that are not to be tried: they ended the process. */
  readonly avoid?: readonly Device[];
  /** What an earlier measurement with the same files and version found; spares another one. */
  readonly measured?: readonly Measured[];
}

/** Speed of a model on a provider, from a short run; or why it does not work there. */
export interface Measured {
  readonly device: Device;
  readonly prefillTokensPerSecond?: number;
  readonly decodeTokensPerSecond?: number;
  readonly loadMs?: number;
  readonly problem?: string;
}

export interface LoadedModel {
  /** `Qwen3VLForConditionalGeneration`. */
  readonly architecture: string;
  readonly device: Device;
  readonly dtype: Readonly<Partial<Record<Part, Dtype>>>;
  readonly threads: number;
  /** Tokens that fit in a conversation, replies included. */
  readonly contextTokens: number;
  /** How the KV cache is kept: one buffer as past and present, tensors that grow, or tensors that stay on the device. */
  readonly cache: 'shared' | 'growing' | 'device';
  /** Can it take images? */
  readonly images: boolean;
  /** Pixels of one image that become one token: (patch x merge)^2. */
  readonly pixelsPerToken: number;
  /** Does the chat template open a thought by itself or know one? */
  readonly thinking: boolean;
  readonly loadMs: number;
  /** Estimated need and what was free, in bytes. */
  readonly memory: { readonly neededBytes: number; readonly availableBytes: number };
  readonly measured: readonly Measured[];
  /** Sentences for the user: what of the model is missing or was replaced (no DeepStack, a provider that failed…). */
  readonly notices: readonly string[];
}

/** One message in the terms of chat templates. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly parts: readonly ChatPart[];
}

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'image';
      readonly mime: 'image/png' | 'image/jpeg';
      readonly bytes: Uint8Array;
    }
  | {
      readonly type: 'toolCall';
      readonly name: string;
      readonly arguments: Readonly<Record<string, unknown>>;
    };

/** How tokens are drawn; what is absent is taken from the model's generation_config.json. */
export interface Sampling {
  /** 0: greedy. */
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly minP?: number;
  readonly repetitionPenalty?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly seed?: number;
}

export interface GenerateParams {
  readonly messages: readonly ChatMessage[];
  /** JSON schemas of functions, as chat templates take them. */
  readonly tools?: readonly Readonly<Record<string, unknown>>[];
  readonly sampling: Sampling;
  /** Strings that end the reply; they stay in its text. Not looked for inside a thought. */
  readonly stop: readonly string[];
  /** Ids of tokens that end the reply, beside those of the model. */
  readonly stopTokens?: readonly number[];
  /** Tokens of the reply at most, thought included. */
  readonly maxTokens?: number;
  /** Tokens of the thought at most; after them it is closed and the model goes on with its reply. */
  readonly thinkingBudget?: number;
  /** The template's `enable_thinking`. */
  readonly thinking?: boolean;
}

export type GenerateItem =
  /** The prompt is read: of `total` tokens `cached` were in the cache, `done` are there now. */
  | {
      readonly type: 'prefill';
      readonly done: number;
      readonly total: number;
      readonly cached: number;
    }
  /** A piece of the reply, whole characters only. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'notice'; readonly text: string }
  /** Last, once. */
  | ({ readonly type: 'end' } & GenerateEnd);

export interface GenerateEnd {
  readonly reason: 'stop' | 'length';
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
  /** Of these, inside the thought. */
  readonly thoughtTokens: number;
  /** Milliseconds: images to features, prompt to first token, further tokens. */
  readonly timings: {
    readonly visionMs: number;
    readonly prefillMs: number;
    readonly decodeMs: number;
  };
}

/** What the process offers. Failures are `InferenceError`s: their kind and message cross the boundary. */
export interface InferenceApi {
  requests: {
    /** Loads a model; the one before is freed first. */
    load(params: LoadParams): LoadedModel;
    unload(): null;
    /** Measures the loaded model once more, on every provider that works here. */
    measure(): readonly Measured[];
    /** What this machine has; loads no model. */
    providers(): Machine;
  };
  streams: { generate(params: GenerateParams): GenerateItem };
  events: {
    /** What is being done now: told before it is done, since it may end the process. */
    loading: LoadStep;
  };
}

/** What there is to run a model on. */
export interface Machine {
  /** Version of ONNX Runtime. */
  readonly runtime: string;
  /** Physical cores. */
  readonly cores: number;
  readonly freeBytes: number;
  readonly providers: readonly {
    readonly device: Device;
    readonly works: boolean;
    /** Why it does not work; empty where it does. */
    readonly detail: string;
  }[];
}

export type LoadStep =
  | { readonly type: 'reading'; readonly part: Part; readonly device: Device }
  | { readonly type: 'measuring'; readonly device: Device };
