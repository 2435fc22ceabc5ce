import type { RunEvent } from '../reasoning/events.ts';

/** Version of `run.jsonl`. It grows when a reader of an older version would misread the file. */
export const RECORD_VERSION = 1;

/** First line of a record. */
export interface RunHeader {
  readonly record: typeof RECORD_VERSION;
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  /** Version of Figscope that wrote it. */
  readonly figscope: string;
  /** The command that was given, word by word, when there was one. */
  readonly command?: readonly string[];
}

/** A run as it is in memory, whether just made or read back. */
export interface Run {
  readonly header: RunHeader;
  readonly events: readonly RunEvent[];
  /** What was wrong with the record when it was read back, in words. Empty for a run just made. */
  readonly problems: readonly string[];
}
