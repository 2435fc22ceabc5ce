import './nonce.ts';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTextArea,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { h, type ComponentChildren, type JSX, type RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icons.tsx';

/*
 * The only file that knows @vscode/webview-ui-toolkit (archived upstream, pinned): another library can take its place here.
 * It reads the theme's colours once, on the window's load event, so it must be registered while the page's script first runs.
 */
provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeProgressRing(),
  vsCodeTextArea(),
  vsCodeTextField(),
);

interface ButtonProps {
  readonly children?: ComponentChildren;
  readonly appearance?: 'primary' | 'secondary';
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
  readonly class?: string;
  readonly onClick: () => void;
}

export function Button({
  children,
  appearance = 'secondary',
  icon,
  onClick,
  ...rest
}: ButtonProps): JSX.Element {
  return h(
    'vscode-button',
    { appearance, onClick, ...rest },
    icon && <Icon name={icon} slot="start" />,
    children,
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  /** Name for screen readers, and tooltip. */
  readonly label: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly disabled?: boolean;
  readonly class?: string;
  /** Shown in the tooltip after the label. */
  readonly keys?: string;
  readonly onClick: () => void;
}

export function IconButton({
  icon,
  label,
  pressed,
  expanded,
  keys,
  ...rest
}: IconButtonProps): JSX.Element {
  return h(
    'vscode-button',
    {
      appearance: 'icon',
      'aria-label': label,
      // Where undefined, the attribute is left out: a plain button is no toggle.
      'aria-pressed': pressed === undefined ? undefined : String(pressed),
      'aria-expanded': expanded === undefined ? undefined : String(expanded),
      title: keys ? `${label} (${keys})` : label,
      ...rest,
    },
    <Icon name={icon} />,
  );
}

interface DropdownProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly {
    readonly value: string;
    readonly text: string;
    readonly title?: string | undefined;
  }[];
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}

export function Dropdown({
  label,
  value,
  options,
  disabled,
  onChange,
}: DropdownProps): JSX.Element {
  const element = useRef<HTMLElement & { value: string }>(null);
  const shown = options.map((option) => option.value + option.text).join('\n');
  useEffect(() => {
    // The toolkit knows its options only after their slot has changed, one task after they are in the page.
    const timer = setTimeout(() => {
      if (element.current && element.current.value !== value) element.current.value = value;
    });
    return () => clearTimeout(timer);
  }, [value, shown]);
  return h(
    'vscode-dropdown',
    {
      ref: element,
      // `position` itself is what the toolkit worked out; this is what it is told.
      positionAttribute: 'above',
      'aria-label': label,
      title: label,
      disabled,
      onChange: () => {
        const chosen = element.current?.value;
        if (chosen !== undefined && chosen !== value) onChange(chosen);
      },
    },
    options.map((option) =>
      h(
        'vscode-option',
        {
          key: option.value,
          value: option.value,
          selected: option.value === value,
          title: option.title,
        },
        option.text,
      ),
    ),
  );
}

/** An element whose own control can be focused and read. */
export interface TextElement extends HTMLElement {
  value: string;
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly class?: string;
  readonly field?: RefObject<TextElement | null>;
}

export function TextArea(props: TextProps & { readonly rows: number }): JSX.Element {
  return useText('vscode-text-area', props);
}

export function TextField(props: TextProps & { readonly size?: number }): JSX.Element {
  return useText('vscode-text-field', props);
}

function useText(tag: string, { label, value, onInput, field, ...rest }: TextProps): JSX.Element {
  const own = useRef<TextElement>(null);
  const element = field ?? own;
  useLayoutEffect(() => {
    // The toolkit names a field without visible label "Text area" when it is put into the page; ours comes after that.
    element.current?.setAttribute('aria-label', label);
  }, [label]);
  useLayoutEffect(() => {
    // Not as a property of the element: setting it again while somebody types would move the caret.
    if (element.current && element.current.value !== value) element.current.value = value;
  }, [value]);
  return h(tag, { ref: element, onInput: () => onInput(element.current?.value ?? ''), ...rest });
}

interface CheckboxProps {
  readonly checked: boolean;
  readonly children: ComponentChildren;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ checked, children, onChange }: CheckboxProps): JSX.Element {
  const element = useRef<HTMLElement & { checked: boolean }>(null);
  const change = (): void => {
    const now = element.current?.checked ?? false;
    if (now !== checked) onChange(now);
  };
  return h('vscode-checkbox', { ref: element, checked, onChange: change }, children);
}

/** Decoration beside words that say what goes on. */
export function ProgressRing(): JSX.Element {
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // The toolkit makes it an alert that interrupts a screen reader with "Loading"; the page's live region says it better.
    element.current?.setAttribute('role', 'presentation');
    element.current?.setAttribute('aria-hidden', 'true');
    element.current?.removeAttribute('aria-live');
    element.current?.removeAttribute('aria-label');
  }, []);
  return h('vscode-progress-ring', { ref: element });
}

/** The toolkit's own tag is left out: its template has a style attribute, which the page's content security policy refuses. */
export function Tag({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <span class="tag">{children}</span>;
}
