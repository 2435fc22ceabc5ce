/** What is looked at, in the order in which it is told. */
export type FindingId =
  | 'server'
  | 'model'
  | 'context'
  | 'streaming'
  | 'reasoning'
  | 'image'
  | 'images'
  | 'tools'
  | 'cache'
  | 'profile';

/** `works`; `limited`: a run goes, less well; `fails`; `untested`: could not be found out, or does not apply. */
export type FindingStatus = 'works' | 'limited' | 'fails' | 'untested';

/** One thing that a test found out about a model. */
export interface Finding {
  readonly id: FindingId;
  readonly status: FindingStatus;
  /** The finding as data: `seen`, `reasoning_content`, a number of tokens. */
  readonly value?: string | number | boolean;
  /** The finding in a sentence. */
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
}

export function finding(
  id: FindingId,
  status: FindingStatus,
  text: string,
  more: {
    readonly value?: string | number | boolean | undefined;
    readonly advice?: string | undefined;
  } = {},
): Finding {
  const { value, advice } = more;
  return {
    id,
    status,
    ...(value === undefined ? {} : { value }),
    text,
    ...(advice === undefined ? {} : { advice }),
  };
}
