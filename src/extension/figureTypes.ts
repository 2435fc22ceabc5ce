/** Endings of files that `src/figures` reads, and what a browser makes of them. */
const TYPES: Readonly<Record<string, { readonly mime: string; readonly browser: boolean }>> = {
  png: { mime: 'image/png', browser: true },
  jpg: { mime: 'image/jpeg', browser: true },
  jpeg: { mime: 'image/jpeg', browser: true },
  webp: { mime: 'image/webp', browser: true },
  gif: { mime: 'image/gif', browser: true },
  bmp: { mime: 'image/bmp', browser: true },
  tif: { mime: 'image/tiff', browser: false },
  tiff: { mime: 'image/tiff', browser: false },
};

export const FIGURE_EXTENSIONS: readonly string[] = Object.keys(TYPES);

function typeOf(name: string) {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
}

/** Is this the name of a figure? */
export function isFigureName(name: string): boolean {
  return typeOf(name) !== undefined;
}

/** Can a browser show a file of this name? */
export function isBrowserFormat(name: string): boolean {
  return typeOf(name)?.browser ?? false;
}

/** File type by name. */
export function mimeOfName(name: string): string {
  return typeOf(name)?.mime ?? 'application/octet-stream';
}
