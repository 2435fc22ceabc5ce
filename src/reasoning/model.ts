import type { Frame } from '../figures/frame.ts';
import type { RunLimits } from './limits.ts';
import type { Profile } from './profiles/profile.ts';

/** An image as it goes to a model. */
export interface ModelImage {
  readonly mime: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly frame?: Frame;
}

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

export interface ImagePart {
  readonly type: 'image';
  readonly image: ModelImage;
}

/** A call of a tool by a model that has native function calling; stands in an assistant message. */
export interface ToolCallPart {
  readonly type: 'toolCall';
  /** The model's, or one that we gave where it had none. */
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it; it may be broken. */
  readonly arguments: string;
}

export type MessagePart = TextPart | ImagePart | ToolCallPart;

/** One message of the conversation. Append-only within a run, so that prefix caches hit; frozen, so that it may be a key of a cache. */
export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  /** In the order in which they go to the model. */
  readonly parts: readonly MessagePart[];
  /** In a tool message: the call that it answers. */
  readonly callId?: string;
}

/** A function that a model may call. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON schema of the arguments, an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  /** Strings that end a turn. The reader finds them by itself: a model may leave them to it. */
  readonly stop: readonly string[];
  /** For profiles with native function calling. */
  readonly tools?: readonly ToolSpec[];
}

/** Tokens of one request, as far as the model tells; of models that run on this machine also milliseconds. */
export interface Usage {
  readonly promptTokens?: number;
  /** Of the prompt, found in the prefix cache. */
  readonly cachedTokens?: number;
  readonly completionTokens?: number;
  /** The model was loaded for this request. */
  readonly loadMs?: number;
  /** Images to features. */
  readonly visionMs?: number;
  /** What of the prompt was not cached, up to the first token of the reply. */
  readonly prefillMs?: number;
  /** The further tokens. */
  readonly decodeMs?: number;
}

/** What a model does before its reply begins: shown while it lasts, never kept. */
export type ModelProgress =
  /** Waits for another reply of the same process. */
  | { readonly doing: 'waiting' }
  /** A part of it is read into memory: `decoder`, `vision encoder`…; absent before that is known. */
  | { readonly doing: 'loading'; readonly part?: string; readonly device?: string }
  /** How fast it is there is found out. */
  | { readonly doing: 'measuring'; readonly device: string }
  /** The prompt, in tokens; `cached` of them did not have to be computed again. */
  | {
      readonly doing: 'reading';
      readonly done: number;
      readonly total: number;
      readonly cached: number;
    };

/** A piece of a reply, as it streams. `text` is plain content; `thought` is a reasoning field where a server has one. */
export type ModelDelta =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thought'; readonly text: string }
  /** Given once it is complete. */
  | ToolCallPart
  | ({ readonly type: 'usage' } & Usage)
  /** Why the reply ended, where the model says so. */
  | { readonly type: 'end'; readonly reason: 'stop' | 'length' | 'toolCalls' | 'filter' }
  /** A sentence for the user: what the model or its server did that they should know. */
  | { readonly type: 'notice'; readonly level: 'info' | 'warning'; readonly text: string }
  | { readonly type: 'progress'; readonly progress: ModelProgress };

/** Whatever produces the turns. */
export interface Model {
  readonly id: string;
  /** What people read: "rule-based analyst (built in)". */
  readonly label: string;
  readonly profile: Profile;
  /** Can it take images? */
  readonly images: boolean;
  /** Made to work through code alone: that it takes no images is then no news to the user. */
  readonly byCodeOnly?: boolean;
  /** Limits of its own; the lower one counts. */
  readonly limits?: Partial<Pick<RunLimits, 'images' | 'maxImagePixels'>>;
  /**
   * One reply.
   * @throws ModelError with a sentence for the user; `AbortError` when cancelled
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelDelta>;
}
