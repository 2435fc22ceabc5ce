import { baseUrl } from './baseUrl.ts';
import type { ModelEntry } from './entry.ts';
import { KEY_ADVICE } from './issueSentence.ts';

/** Headers that carry a key, or that the client itself must set. */
const KEY_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'api-key',
  'x-api-key',
]);
const OWN_HEADERS = new Set(['host', 'content-length', 'content-type', 'connection', 'accept']);
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/u;
// eslint-disable-next-line no-control-regex -- what a header's value may not hold
const NOT_IN_HEADER = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/u;

/** Variables that a file of a project, which may come from a stranger, can have sent to the server that it names. */
const PROJECT_KEYS = /^FIGSCOPE_/u;

/**
 * Rules for an entry that its schema cannot say, in sentences that begin with the field.
 * @param trusted written by the user for this machine; false for a file that came with a project
 */
export function entryProblems(entry: ModelEntry, trusted: boolean): string[] {
  return [
    ...nameProblems(entry),
    ...urlProblems(entry),
    ...keyProblems(entry, trusted),
    ...headerProblems(entry.headers ?? {}),
    ...bodyProblems(entry),
  ];
}

function nameProblems({ name }: ModelEntry): string[] {
  return name.toLowerCase() === 'analyst'
    ? ['name: "analyst" is the built-in model. Take another name.']
    : [];
}

function urlProblems({ url }: ModelEntry): string[] {
  try {
    baseUrl(url);
    return [];
  } catch (error) {
    return [`url: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function keyProblems({ keyEnv }: ModelEntry, trusted: boolean): string[] {
  if (keyEnv === undefined || trusted || PROJECT_KEYS.test(keyEnv)) return [];
  return [
    `keyEnv: a project's file may only name variables that begin with FIGSCOPE_ (it may come from somebody else, and ${keyEnv} would be sent to the server that it names). Call the variable FIGSCOPE_${keyEnv.replace(/^_+/u, '')}, or move this model into your own file.`,
  ];
}

function headerProblems(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const place = `headers.${name}`;
    const lower = name.toLowerCase();
    if (!HEADER_NAME.test(name)) return [`${place}: that is no name of an HTTP header.`];
    if (KEY_HEADERS.has(lower)) return [`${place}: ${KEY_ADVICE}`];
    if (OWN_HEADERS.has(lower)) return [`${place} is set by Figscope itself. Take it out.`];
    if (value.includes('${'))
      return [
        `${place}: headers are sent as they stand; environment variables are not filled in. For a key there is "keyEnv".`,
      ];
    if (NOT_IN_HEADER.test(value))
      return [`${place}: the value holds characters that no header may hold.`];
    return [];
  });
}

/** What the client writes by itself; another value would break the run in ways that are hard to see. */
const OWN_FIELDS = ['messages', 'model', 'stream', 'stream_options', 'tools', 'n'];

function bodyProblems({ body = {} }: ModelEntry): string[] {
  return OWN_FIELDS.filter((field) => Object.hasOwn(body, field)).map(
    (field) => `body.${field} is set by Figscope itself. Take it out.`,
  );
}
