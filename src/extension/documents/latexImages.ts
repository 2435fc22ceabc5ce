import { FIGURE_EXTENSIONS, isFigureName } from '../figureTypes.ts';
import { group, plainLatex, withoutComments } from './latexText.ts';
import { isRemote, type NamedImage } from './namedImage.ts';
import { Lines } from './sourceText.ts';

const GRAPHICS =
  /\\includegraphics\*?\s{0,20}(?:<[^<>]{0,50}>)?(?:\[[^[\]]{0,1000}\]\s{0,20}){0,2}\{([^{}\n]{1,1000})\}/g;
const ENVIRONMENT =
  /\\(begin|end)\{((?:sub|wrap|margin|sideways|SC)?figure\*?|floatingfigure|table\*?|center|frame)\}/g;
const CAPTION = /\\caption(?:of\{\w+\}|\*)?\s{0,20}(?:\[[^[\]]{0,1000}\])?\s{0,20}(?=\{)/g;
/** LaTeX takes these before the others when a file is named without its ending. */
const ENDINGS = [...new Set(['png', 'jpg', 'jpeg', ...FIGURE_EXTENSIONS])];

interface Environment {
  readonly start: number;
  readonly end: number;
}

/** Images that a LaTeX text includes. */
export function latexImages(text: string): NamedImage[] {
  const shown = withoutComments(text);
  const lines = new Lines(text);
  const folders = graphicFolders(shown);
  const environments = environmentsIn(shown);
  const captions = captionsIn(shown);
  const found: NamedImage[] = [];
  for (const match of shown.matchAll(GRAPHICS)) {
    const path = (match[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
    const candidates = isRemote(path) ? [] : candidatesFor(path, folders);
    if (candidates.length === 0) continue;
    const { index } = match;
    // The innermost last: its end comes first.
    const around = environments
      .filter(({ start, end }) => start < index && index < end)
      .sort((a, b) => a.end - b.end);
    const captioned = around
      .map((environment) => ({ environment, caption: captionIn(environment, index, captions) }))
      .find(({ caption }) => caption !== undefined);
    const whole = captioned?.environment;
    found.push({
      ...lines.span(index, index + match[0].length),
      ...(whole && { from: lines.line(whole.start), to: lines.line(whole.end) }),
      path,
      candidates,
      ...(captioned?.caption !== undefined && { caption: captioned.caption }),
    });
  }
  return found;
}

/** Files that a name can mean: itself, or with an ending, in each folder of \graphicspath. */
function candidatesFor(path: string, folders: readonly string[]): string[] {
  const names = isFigureName(path)
    ? [path]
    : // Other endings that are known are other formats; anything else after a dot belongs to the name.
      /\.(?:pdf|eps|ps|svg|pgf|tikz|tex|mps|jbig2|jb2|jp2)$/i.test(path)
      ? []
      : ENDINGS.map((ending) => `${path}.${ending}`);
  if (/^(?:[/\\]|[a-z]:)/i.test(path)) return names;
  return ['', ...folders].flatMap((folder) => names.map((name) => `${folder}${name}`));
}

/** Folders of the last \graphicspath{{a/}{b/}}. */
function graphicFolders(text: string): string[] {
  const at = text.lastIndexOf('\\graphicspath');
  if (at < 0) return [];
  const open = at + '\\graphicspath'.length;
  const list = group(text, open + (/^\s*/.exec(text.slice(open, open + 20))?.[0].length ?? 0));
  const folders = [...(list?.text ?? '').matchAll(/\{([^{}]*)\}/g)].map(([, one = '']) =>
    one.trim(),
  );
  return folders
    .filter((folder) => folder !== '' && !isRemote(folder))
    .map((folder) => (folder.endsWith('/') ? folder : `${folder}/`));
}

function environmentsIn(text: string): Environment[] {
  const open: { name: string; start: number }[] = [];
  const found: Environment[] = [];
  for (const { 1: what, 2: name = '', index, 0: whole } of text.matchAll(ENVIRONMENT)) {
    if (what === 'begin') open.push({ name, start: index });
    else {
      const last = open.findLastIndex((one) => one.name === name);
      const [begun] = last < 0 ? [] : open.splice(last);
      if (begun) found.push({ start: begun.start, end: index + whole.length });
    }
  }
  return found;
}

function captionsIn(text: string): { at: number; text: string | undefined }[] {
  return [...text.matchAll(CAPTION)].map(({ index, 0: whole }) => ({
    at: index,
    text: plainLatex(group(text, index + whole.length)?.text ?? ''),
  }));
}

/** The caption after the image in its environment; when there is none, the last one before it. */
function captionIn(
  { start, end }: Environment,
  image: number,
  captions: readonly { readonly at: number; readonly text: string | undefined }[],
): string | undefined {
  const within = captions.filter((one) => one.at > start && one.at < end && one.text !== undefined);
  return (within.find((one) => one.at > image) ?? within.at(-1))?.text;
}
