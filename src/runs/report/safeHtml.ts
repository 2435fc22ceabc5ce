/** HTML that may be put into a page as it is. Made by `markup` and by libraries that escape. */
export class SafeHtml {
  constructor(readonly text: string) {}
}

export type HtmlValue = SafeHtml | string | number | undefined | false | readonly HtmlValue[];

/**
 * HTML with escaped values: everything put in is text unless it is `SafeHtml` already, so that nothing a model or a file
 * wrote can become markup by being forgotten. Attribute values must stand in double quotes.
 */
export function markup(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  return new SafeHtml(
    strings.reduce(
      (text, part, i) => text + part + (i < values.length ? toText(values[i]) : ''),
      '',
    ),
  );
}

function toText(value: HtmlValue): string {
  if (value instanceof SafeHtml) return value.text;
  if (value === undefined || value === false) return '';
  if (typeof value === 'object') return value.map(toText).join('');
  return escapeHtml(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\0': '\uFFFD',
};

/** Text for element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\0]/g, (character) => ENTITIES[character] ?? character);
}
