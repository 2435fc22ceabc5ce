/** Text in a Markdown fence that is longer than any run of backticks in it, so that the text cannot end it. */
export function fenced(text: string, language = 'text'): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text.replace(/\n$/u, '')}\n${fence}`;
}

/**
 * Reads the fence that begins at `lines[start]`.
 * @returns the text and the index of the line after the fence, or undefined when there is no fence.
 */
export function readFence(
  lines: readonly string[],
  start: number,
): { text: string; next: number } | undefined {
  const fence = /^`{3,}/u.exec(lines[start] ?? '')?.[0];
  if (!fence) return undefined;
  const end = lines.indexOf(fence, start + 1);
  if (end < 0) return undefined;
  return { text: lines.slice(start + 1, end).join('\n'), next: end + 1 };
}

/** The text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' ').trim();
}
