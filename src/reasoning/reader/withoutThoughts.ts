import type { ProfileSpec } from '../profiles/profile.ts';

/** A reply without its thoughts: from the first code or answer on, or what follows the last thought. */
export function withoutThoughts(reply: string, tags: ProfileSpec['tags']): string {
  const close = Math.max(reply.lastIndexOf(tags.thought.close), reply.lastIndexOf('</think>'));
  if (close < 0) return reply;
  const rest = reply.slice(reply.indexOf('>', close) + 1).trim();
  // Code inside the thought itself: leaving it out would lose the turn.
  return rest || reply;
}
