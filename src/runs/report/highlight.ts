import hljs from 'highlight.js/lib/core';
import python from 'highlight.js/lib/languages/python';
import { SafeHtml } from './safeHtml.ts';

hljs.registerLanguage('python', python);

/** Python with spans for its colours, made here so that the page needs no script for it. */
export function highlightPython(code: string): SafeHtml {
  return new SafeHtml(hljs.highlight(code, { language: 'python', ignoreIllegals: true }).value);
}
