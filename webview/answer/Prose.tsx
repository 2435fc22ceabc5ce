import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { renderMarkdown } from './render.ts';

/** Markdown of a model. The only place where the page shows elements that it did not build itself; they are sanitised. */
export function Prose({ text }: { readonly text: string }): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => element.current?.replaceChildren(renderMarkdown(text)), [text]);
  return <div class="prose" ref={element} />;
}
