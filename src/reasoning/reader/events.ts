/** What the reader found in a reply. After `code` or `answer` nothing more comes: that ends the turn. */
export type ReaderEvent =
  | { readonly type: 'thought'; readonly text: string }
  | { readonly type: 'code'; readonly code: string }
  /** Raw text of the answer; `parseAnswer` takes it apart. */
  | { readonly type: 'answer'; readonly text: string }
  /** The reply ended with neither; `reason` says what was found instead. */
  | { readonly type: 'nothing'; readonly reason: string };
