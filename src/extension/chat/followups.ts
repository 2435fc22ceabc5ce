import type { ChatFollowup, ChatResult } from 'vscode';
import { suggestionsFor } from '../session/suggestions.ts';
import { askedIn } from './metadata.ts';

const MOST = 3;

/** Questions that go on with the run of an answer: those that fit figures of any kind and were not asked yet. */
export function followups(result: ChatResult): ChatFollowup[] {
  const asked = askedIn(result);
  if (!asked) return [];
  return suggestionsFor(1)
    .filter((one) => !asked.questions.includes(one))
    .slice(0, MOST)
    .map((prompt) => ({ prompt }));
}
