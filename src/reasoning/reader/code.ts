/** A Markdown fence with its content; the closing fence may be missing at the end. */
const FENCE =
  /^[ \t]*```[ \t]*([A-Za-z0-9_+-]*)[ \t]*\n([\s\S]*?)(?:^[ \t]*```[ \t]*$|$(?![\s\S]))/gmu;

/**
 * The Python in what stood between code tags: the content of its fences, joined when there are several,
 * or all of it when it has none.
 */
export function codeIn(raw: string): string {
  const text = raw.replace(/\r\n?/gu, '\n');
  const blocks = [...text.matchAll(FENCE)].map((match) => match[2] ?? '');
  const code = blocks.length
    ? blocks.join('\n')
    : text.replace(/^\s*```(?:python3?|py)?[ \t]*/iu, '');
  return code
    .replace(/^(?:[ \t]*\n)+/u, '')
    .replace(/(?:```\s*)?$/u, '')
    .trimEnd();
}

/** Has the fence that `raw` begins with come to its end? */
export function fenceClosed(raw: string): boolean {
  return /^\s*```[^\n]*\n[\s\S]*?^[ \t]*```[ \t]*$/mu.test(raw.replace(/\r\n?/gu, '\n'));
}
