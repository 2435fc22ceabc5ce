import hljs from 'highlight.js/lib/core';
import python from 'highlight.js/lib/languages/python';
import { SafeHtml } from './safeHtml.ts';

hljs.registerLanguage('python', python);

/** Python with spans for its colours, made here so that the page needs no script for it. */
export function highlightPython(code: string): SafeHtml {
  // NUL may not stand in HTML, and highlight.js lets it through.
  const text = code.replaceAll('\0', '\uFFFD');
  return new SafeHtml(hljs.highlight(text, { language: 'python', ignoreIllegals: true }).value);
}
