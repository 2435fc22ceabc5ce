import { stretches } from './pythonText.ts';
import { unchanged, type Repaired, type RepairContext } from './repaired.ts';

const IMAGE_FILE = /\.(?:png|jpe?g|webp|gif|bmp|tiff?)$/iu;
const OPENERS =
  /(?:\bcv2\.imread|\bImage\.open|\bplt\.imread|\bimageio\.imread|\bio\.imread)\s*\(\s*$/u;
const ASSIGNED = /(?:^|\n)[ \t]*((?:image|img|input|file)_?\d*_?(?:path|file|name)?)\s*=\s*$/iu;

/**
 * A made-up file name of a figure is replaced by the figure's variable `image_n_path`, where code opens it or
 * assigns it to a variable such as `image_path`: when it is the figure's own name, or when there is one figure only.
 */
export function repairPaths(code: string, { figures, earlier }: RepairContext): Repaired {
  const written = [...earlier, code];
  const repairs: string[] = [];
  const all = stretches(code);
  let before = '';
  const parts = all.map(({ kind, text }) => {
    const literal = kind === 'string' ? /^[rRuU]?(["'])([^"'\n]+)\1$/u.exec(text)?.[2] : undefined;
    const preceding = before;
    if (kind !== 'comment') before += text;
    if (literal === undefined || !IMAGE_FILE.test(literal)) return text;
    const variable = ASSIGNED.exec(preceding)?.[1];
    if (variable === undefined && !OPENERS.test(preceding)) return text;
    if (isWritten(written, literal) || (variable && isWritten(written, variable))) return text;
    const figure = figureFor(literal, figures);
    if (!figure) return text;
    repairs.push(`${text} does not exist here; ${figure}_path, the file of ${figure}, was used.`);
    return `${figure}_path`;
  });
  return repairs.length ? { code: parts.join(''), repairs } : unchanged(code);
}

/** Does the cell, or one before it, write a file of this name, or of the name in this variable? Then it is its own. */
function isWritten(cells: readonly string[], name: string): boolean {
  const writes = cells.join('\n').matchAll(/\b(?:imwrite|save|savefig|imsave)\s*\(([^\n]*)/gu);
  return [...writes].some(([, argument = '']) => argument.includes(name));
}

function figureFor(path: string, figures: RepairContext['figures']): string | undefined {
  // The real files are known by their place, and so is what an earlier cell has written: leave them.
  if (/^\/(?:figures|mnt\/data\/temp_processed_images)\//u.test(path)) return undefined;
  const name = baseName(path);
  const own = figures.find((figure) => figure.name === name || figure.id === stem(name));
  if (own) return own.id;
  return figures.length === 1 ? figures[0]?.id : undefined;
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/u, '');
}
