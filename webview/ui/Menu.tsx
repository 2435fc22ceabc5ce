import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from './controls.tsx';
import type { IconName } from './icons.tsx';

interface MenuProps {
  readonly icon: IconName;
  readonly label: string;
  readonly disabled?: boolean;
  readonly items: readonly { readonly id: string; readonly text: string }[];
  readonly onChoose: (id: string) => void;
}

/** A button with a menu under it (the toolkit has none), with the keys of the ARIA menu button pattern. */
export function Menu({ icon, label, disabled = false, items, onChoose }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const entries = (): HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []),
  ];
  const close = (refocus: boolean): void => {
    setOpen(false);
    if (refocus) root.current?.querySelector<HTMLElement>('vscode-button')?.focus();
  };
  useLayoutEffect(() => {
    if (!open) return;
    entries()[0]?.focus();
    const outside = (event: Event): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[
      event.key
    ];
    if (event.key === 'Escape') close(true);
    else if (event.key === 'Tab') setOpen(false);
    else if (next !== undefined) all[next % all.length]?.focus();
    if (next !== undefined || event.key === 'Escape') event.preventDefault();
  };
  return (
    <div class="menu" ref={root}>
      <IconButton
        icon={icon}
        label={label}
        expanded={open}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div class="menu-list" role="menu" aria-label={label} ref={list} onKeyDown={onKeyDown}>
          {items.map(({ id, text }) => (
            <button
              key={id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close(true);
                onChoose(id);
              }}
            >
              {text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
