import { pythonLanguage } from '@codemirror/lang-python';
import { classHighlighter, highlightCode } from '@lezer/highlight';
import * as l10n from '@vscode/l10n';
import type { JSX, VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';
import { linesWords } from '../words/words.ts';

/** Longer code is cut after its first lines until somebody wants it all: a scroll within a scroll holds the wheel up. */
const LONG_LINES = 18;

interface CodeViewProps {
  readonly code: string;
  /** Names the fold among all of the session. */
  readonly name: string;
}

/** Python, coloured. Built as elements: nothing of the code is ever read as HTML. */
export function CodeView({ code, name }: CodeViewProps): JSX.Element {
  const { kept } = usePage();
  const fold = `${name}-code`;
  const open = useSelected(kept.store, ({ folds }) => folds[fold]) ?? false;
  const parts = useMemo(() => coloured(code), [code]);
  const lines = code.trimEnd().split('\n').length;
  const long = lines > LONG_LINES;
  return (
    <div class="code-view">
      <pre class={`code ${long && !open ? 'cut' : ''}`} tabIndex={0}>
        <code>{parts}</code>
      </pre>
      {long && (
        <button
          type="button"
          class="more"
          aria-expanded={open}
          onClick={() => kept.change({ folds: { ...kept.value.folds, [fold]: !open } })}
        >
          {open ? l10n.t('Show less') : l10n.t('Show all ({0})', linesWords(lines))}
        </button>
      )}
    </div>
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
