import type { JSX } from 'preact';
import { Icon } from './icons.tsx';

/** Sentences about what was mended, cut or noticed. */
export function Notes({
  notes,
  level = 'info',
}: {
  readonly notes: readonly string[];
  readonly level?: 'info' | 'warning';
}): JSX.Element | null {
  if (notes.length === 0) return null;
  return (
    <ul class={`notes ${level}`}>
      {notes.map((note) => (
        <li key={note}>
          <Icon name={level} />
          <span>{note}</span>
        </li>
      ))}
    </ul>
  );
}
