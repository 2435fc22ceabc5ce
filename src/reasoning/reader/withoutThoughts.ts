import type { ProfileSpec } from '../profiles/profile.ts';

/**
 * A reply without its thoughts: what follows the last one.
 * @param mayBeEmpty the turn is more than its text: it called a tool
 */
export function withoutThoughts(
  reply: string,
  tags: ProfileSpec['tags'],
  mayBeEmpty = false,
): string {
  const close = Math.max(reply.lastIndexOf(tags.thought.close), reply.lastIndexOf('</think>'));
  if (close < 0) return reply;
  const rest = reply.slice(reply.indexOf('>', close) + 1).trim();
  // Code inside the thought itself: leaving it out would lose the turn.
  return rest || mayBeEmpty ? rest : reply;
}
