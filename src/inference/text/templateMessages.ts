import type { ChatMessage } from '../protocol.ts';
import type { Literals } from './literals.ts';

/** A message as transformers gives it to chat templates. */
export interface TemplateMessage {
  readonly role: string;
  readonly content: string | readonly TemplatePart[];
  readonly tool_calls?: readonly {
    readonly type: 'function';
    readonly function: { readonly name: string; readonly arguments: unknown };
  }[];
}

export type TemplatePart =
  { readonly type: 'text'; readonly text: string } | { readonly type: 'image' };

/** Are contents without images plain texts, or lists of one part? Templates for images understand the former, too, mostly. */
export type ContentForm = 'text' | 'list';

/** Messages for a template, with the contents made harmless. */
export function templateMessages(
  messages: readonly ChatMessage[],
  literals: Literals,
  form: ContentForm,
): TemplateMessage[] {
  return messages.map(({ role, parts }) => {
    const literal = (text: string): string =>
      role === 'tool' ? literals.plain(wellFormed(text)) : literals.withTags(wellFormed(text));
    const plain = form === 'text' && !parts.some(({ type }) => type === 'image');
    const content = plain
      ? literal(parts.map((part) => (part.type === 'text' ? part.text : '')).join(''))
      : parts.flatMap((part): TemplatePart[] => {
          if (part.type === 'toolCall') return [];
          return [
            part.type === 'text' ? { type: 'text', text: literal(part.text) } : { type: 'image' },
          ];
        });
    const calls = parts.flatMap((part) =>
      part.type === 'toolCall'
        ? [
            {
              type: 'function' as const,
              function: {
                name: literals.plain(wellFormed(part.name)),
                arguments: literalJson(part.arguments, literals),
              },
            },
          ]
        : [],
    );
    return {
      role,
      content,
      ...(calls.length > 0 && { tool_calls: calls }),
    };
  });
}

/** All texts of messages: contents, names and arguments. */
export function contentTexts(messages: readonly ChatMessage[]): string[] {
  return messages.flatMap(({ parts }) =>
    parts.flatMap((part) => {
      if (part.type === 'image') return [];
      return part.type === 'text' ? [part.text] : [part.name, JSON.stringify(part.arguments)];
    }),
  );
}

/** JSON in which no text is a special token. */
export function literalJson(value: unknown, literals: Literals): unknown {
  if (typeof value === 'string') return literals.plain(wellFormed(value));
  if (Array.isArray(value)) return value.map((item) => literalJson(item, literals));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      literals.plain(wellFormed(key)),
      literalJson(field, literals),
    ]),
  );
}

/** Half a surrogate pair has no UTF-8. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
