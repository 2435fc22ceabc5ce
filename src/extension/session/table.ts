import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { l10n, Uri, workspace } from 'vscode';
import type { Figure } from '../../figures/figure.ts';
import { readFigure } from '../../figures/readFigure.ts';
import { readFigureBytes } from '../../figures/readFigureBytes.ts';
import type { PanelFigure } from '../../panel/protocol.ts';
import type { FigureSource } from '../contracts.ts';
import { figureLimits } from '../settings.ts';
import type { FigureFiles } from './figureFiles.ts';

/** Where a figure comes from, in a form that survives a reload of the window. */
export interface KeptSource {
  /** The file that is read. */
  readonly path: string;
  readonly name: string;
  readonly origin: string;
  readonly page: number;
  readonly caption?: string;
  /** What to show when the user asks for the source: the file itself, a notebook, a document. */
  readonly from: { readonly uri: string; readonly cell?: number };
}

/** A figure on the table of a session. */
export interface TableFigure {
  readonly figure: Figure;
  readonly source: KeptSource;
  readonly sha256: string;
}

/** Browsers read these by themselves; larger files are shown by a preview from the sandbox. */
const BROWSER_FORMATS: ReadonlySet<Figure['format']> = new Set([
  'png',
  'jpeg',
  'webp',
  'gif',
  'bmp',
]);
const MAX_ORIGINAL_BYTES = 64 * 1024 * 1024;

/**
 * Reads a figure for the table.
 * @param id `image_1`, `image_2`…
 * @throws FigureError in words for users
 */
export async function readSource(
  source: FigureSource,
  id: string,
  files: FigureFiles,
): Promise<TableFigure> {
  if (source.kind === 'uri' && source.uri.scheme === 'file') {
    const { uri, page = 1, caption, origin = workspace.asRelativePath(uri) } = source;
    const path = uri.fsPath;
    const from = { uri: uri.toString() };
    return readKept(
      { path, name: basename(path), origin, page, ...(caption !== undefined && { caption }), from },
      id,
    );
  }
  const { bytes, name, origin, from } =
    source.kind === 'bytes' ? source : await readForeign(source.uri, source.origin);
  // Read before it is kept: what is no figure leaves no file behind.
  readFigureBytes(bytes, name, { id, limits: figureLimits() });
  const path = await files.keep(bytes, extname(name).toLowerCase());
  const kept: KeptSource = {
    path,
    name,
    origin,
    page: source.kind === 'uri' ? (source.page ?? 1) : 1,
    ...(source.caption !== undefined && { caption: source.caption }),
    from: from ? { ...from, uri: from.uri.toString() } : { uri: Uri.file(path).toString() },
  };
  return readKept(kept, id);
}

/** Reads a figure again, after a reload or for another page. @throws FigureError */
export async function readKept(source: KeptSource, id: string): Promise<TableFigure> {
  const { path, page, caption, name } = source;
  const figure = await readFigure(path, { page, id, caption, limits: figureLimits() });
  const sha256 = createHash('sha256').update(figure.bytes).digest('hex');
  return { figure: { ...figure, name }, source, sha256 };
}

async function readForeign(uri: Uri, origin = uri.toString(true)) {
  const bytes = await workspace.fs.readFile(uri);
  return { bytes, name: basename(uri.path), origin, from: { uri } };
}

/** Can the page show the file's own bytes? */
export function hasOriginal({ figure: { format, bytes, page } }: TableFigure): boolean {
  return BROWSER_FORMATS.has(format) && bytes.length <= MAX_ORIGINAL_BYTES && page === 1;
}

/** A figure as the page shows it. */
export function panelFigure(on: TableFigure, trusted: boolean): PanelFigure {
  const { figure, source, sha256 } = on;
  const { id, name, width, height, page, pages, pixelSize, notices } = figure;
  return {
    id,
    name,
    origin: source.origin,
    width,
    height,
    kind: kindWords(figure),
    page,
    pages,
    ...(pixelSize && { pixelSize: pixelSizeWords(pixelSize) }),
    picture: hasOriginal(on) ? 'original' : trusted ? 'preview' : 'none',
    notices,
    version: `${sha256}/${page}`,
  };
}

function kindWords({ format, bitDepth, channels, pages, page }: Figure): string {
  const words = [format.toUpperCase()];
  if (bitDepth !== 8) words.push(l10n.t('{0} bit', bitDepth));
  if (channels > 4) words.push(l10n.t('{0} channels', channels));
  if (pages > 1) words.push(l10n.t('page {0} of {1}', page, pages));
  return words.join(', ');
}

function pixelSizeWords({ x, y, unit }: NonNullable<Figure['pixelSize']>): string {
  const round = (value: number) => Number(value.toPrecision(4));
  return round(x) === round(y)
    ? l10n.t('{0} {1} per pixel', round(x), unit)
    : l10n.t('{0} × {1} {2} per pixel', round(x), round(y), unit);
}

/** File type of the bytes that `figureImage` gives. */
export function mimeOf({ figure }: TableFigure): string {
  return `image/${figure.format}`;
}
