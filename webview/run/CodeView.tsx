import { pythonLanguage } from '@codemirror/lang-python';
import { classHighlighter, highlightCode } from '@lezer/highlight';
import type { JSX, VNode } from 'preact';
import { useMemo } from 'preact/hooks';

/** Python, coloured. Built as elements: nothing of the code is ever read as HTML. */
export function CodeView({ code }: { readonly code: string }): JSX.Element {
  const parts = useMemo(() => coloured(code), [code]);
  return (
    <pre class="code" tabIndex={0}>
      <code>{parts}</code>
    </pre>
  );
}

function coloured(code: string): readonly (string | VNode)[] {
  const parts: (string | VNode)[] = [];
  highlightCode(
    code,
    pythonLanguage.parser.parse(code),
    classHighlighter,
    (text, classes) => parts.push(classes ? <span class={classes}>{text}</span> : text),
    () => parts.push('\n'),
  );
  return parts;
}
