import { oneLine } from '../reasoning/messages/fence.ts';

/** Text on one line that does not act as Markdown. VS Code's own escaping makes every space one at which no line breaks. */
export function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+\-!~<>|&$]/gu, '\\$&')
    .replace(/^(\d+)\./u, '$1\\.');
}
