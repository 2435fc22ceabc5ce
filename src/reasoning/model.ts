import type { Frame } from '../figures/frame.ts';
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

/** One message of the conversation. Append-only within a run, so that prefix caches hit. */
export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly parts: readonly (TextPart | ImagePart)[];
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly stop: readonly string[];
}

/** A piece of a reply, as it streams. `text` is plain content; `thought` is a reasoning field where a server has one. */
export type ModelDelta =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thought'; readonly text: string }
  | { readonly type: 'usage'; readonly promptTokens?: number; readonly completionTokens?: number };

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
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelDelta>;
}
