import { isFigureName } from '../figureTypes.ts';
import { captionFrom, isRemote, type NamedImage } from './namedImage.ts';
import { blanked, blankedBetween, Lines } from './sourceText.ts';

// Lengths are bounded, so that hostile text cannot make a search take long.
const TEXT = String.raw`((?:[^\[\]\\]|\\.|\[[^\[\]]{0,300}\]){0,2000})`;
const TARGET = String.raw`(?:<([^<>\n]{1,1000})>|((?:[^\s()\\<]|\\.|\([^\s()]{0,300}\)){1,1000}))`;
const TITLE = String.raw`(?:\s{1,20}(?:"([^"]{0,1000})"|'([^']{0,1000})'))?`;
const INLINE = new RegExp(String.raw`!\[${TEXT}\]\(\s{0,20}${TARGET}${TITLE}\s{0,20}\)`, 'g');
const REFERENCE = new RegExp(String.raw`!\[${TEXT}\](?:\[([^\[\]]{0,300})\])?(?!\()`, 'g');
const DEFINITION = new RegExp(
  String.raw`^ {0,3}\[([^\[\]]{1,300})\]:[ \t]{0,20}${TARGET}${TITLE}`,
  'gm',
);
const TAG = /<img\s([^<>]{1,3000})>/gi;

/** Images that a Markdown text shows. */
export function markdownImages(text: string): NamedImage[] {
  const shown = withoutCode(text);
  const lines = new Lines(text);
  const found: NamedImage[] = [];
  const add = (
    match: RegExpExecArray,
    target: string | undefined,
    words: (string | undefined)[],
  ) => {
    const path = target === undefined ? undefined : pathOf(target);
    if (path === undefined) return;
    const caption = words.map(plain).find((one) => one !== undefined);
    found.push({
      ...lines.span(match.index, match.index + match[0].length),
      path,
      candidates: [path],
      ...(caption !== undefined && { caption }),
    });
  };
  for (const match of shown.matchAll(INLINE)) {
    const [, alt, bracketed, bare, title, title2] = match;
    add(match, bracketed ?? bare, [alt, title, title2]);
  }
  const definitions = definitionsIn(shown);
  for (const match of shown.matchAll(REFERENCE)) {
    const [, alt, label] = match;
    const target = definitions.get(labelOf(label === undefined || label === '' ? alt : label));
    add(match, target?.path, [alt, target?.title]);
  }
  for (const match of shown.matchAll(TAG)) {
    const attributes = match[1] ?? '';
    add(match, entities(attribute(attributes, 'src')), [
      entities(attribute(attributes, 'alt')),
      entities(attribute(attributes, 'title')),
    ]);
  }
  return found.sort((a, b) => a.line - b.line || a.start - b.start);
}

/** Fenced and inline code and comments show no images. */
function withoutCode(text: string): string {
  let fence: string | undefined;
  const lines = text.split('\n').map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const hidden = fence !== undefined || mark !== undefined;
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
    return hidden
      ? blanked(line, /.+/g)
      : blanked(line, /(?<!`)(`{1,10})(?!`).{1,1000}?(?<!`)\1(?!`)/g);
  });
  return blankedBetween(lines.join('\n'), /<!--/g, () => '-->');
}

function definitionsIn(text: string): Map<string, { path: string; title?: string | undefined }> {
  const all = new Map<string, { path: string; title?: string | undefined }>();
  for (const [, label, bracketed, bare, title, title2] of text.matchAll(DEFINITION)) {
    const path = bracketed ?? bare;
    const key = labelOf(label);
    // The first definition counts.
    if (path !== undefined && !all.has(key)) all.set(key, { path, title: title ?? title2 });
  }
  return all;
}

const labelOf = (label: string | undefined) =>
  (label ?? '').replace(/\s+/g, ' ').trim().toLowerCase();

/** The file that a link names; nothing when it is no figure or lies elsewhere. */
function pathOf(target: string): string | undefined {
  if (isRemote(target)) return undefined;
  const unescaped = target.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  const [file = ''] = unescaped.split(/[?#]/);
  const path = decoded(file);
  return isFigureName(path) && !isRemote(path) ? path : undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A lone "%" is part of the name.
    return path;
  }
}

function attribute(attributes: string, name: string): string | undefined {
  const pattern = new RegExp(
    String.raw`(?<![\w-])${name}\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`,
    'i',
  );
  const match = pattern.exec(attributes);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

function entities(text: string | undefined): string | undefined {
  return text
    ?.replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

function plain(text: string | undefined): string | undefined {
  return captionFrom(
    text
      ?.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/(\*\*|__|`)(?=\S)(.*?\S)\1/g, '$2')
      .replace(/(?<![\w*])([*_])(?=\S)([^*_]*\S)\1(?![\w*])/g, '$2')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1'),
  );
}
