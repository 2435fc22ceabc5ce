import type { ChatResult } from 'vscode';

/** What an answer in the chat keeps for the questions after it. */
export interface AskedInChat {
  readonly run: string;
  /** Of this thread, on this run. */
  readonly questions: readonly string[];
}

/** Reads it back: VS Code keeps it as JSON, also from older versions of ours. */
export function askedIn({ metadata }: ChatResult): AskedInChat | undefined {
  const { run, questions } = Object(metadata) as { run?: unknown; questions?: unknown };
  if (typeof run !== 'string') return undefined;
  const texts = Array.isArray(questions) ? questions.filter((one) => typeof one === 'string') : [];
  return { run, questions: texts };
}
