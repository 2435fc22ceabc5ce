/* eslint-disable no-control-regex -- file signatures are made of control characters */
import { latin1 } from './byteReader.ts';
import type { FigureFormat } from './figure.ts';

/** What the first bytes of a file say it is. */
export type Sniffed =
  | { readonly kind: 'figure'; readonly format: FigureFormat }
  /** Known, but not readable: `what` with its article, `advice` says what to do. */
  | { readonly kind: 'other'; readonly what: string; readonly advice: string }
  | { readonly kind: 'unknown' };

export const SUPPORTED = 'PNG, JPEG, WebP, GIF, BMP and TIFF';

const FIGURES: readonly (readonly [RegExp, FigureFormat])[] = [
  [/^\x89PNG\r\n\x1a\n/, 'png'],
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^RIFF[^]{4}WEBP/, 'webp'],
  [/^GIF8[79]a/, 'gif'],
  [/^BM[^]{12}[\x0c\x10\x28\x34\x38\x40\x6c\x7c]\0\0\0/, 'bmp'],
  [/^(?:II[*+]\0|MM\0[*+])/, 'tiff'],
];

const CONVERT = 'It cannot be read yet: convert it to PNG or TIFF.';
const EXPORT = 'It cannot be read yet: export the picture as PNG or TIFF with your own software.';

/** Other formats people have figures in. Order matters: the first that fits is taken. */
const OTHERS: readonly (readonly [RegExp, string, string])[] = [
  [
    /^\x89PNG/,
    'a PNG file damaged by a text-mode transfer',
    'Download or copy it again as binary.',
  ],
  [/^%PDF-/, 'a PDF', 'It cannot be read yet: export the page or figure as PNG.'],
  [/^[^]{4}ftyp(?:avif|avis)/, 'an AVIF picture', CONVERT],
  [/^[^]{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)/, 'a HEIC picture', CONVERT],
  [/^[^]{4}ftyp/, 'a video', 'Save the frame you want to ask about as PNG.'],
  [/^8BPS/, 'a Photoshop document', CONVERT],
  [/^SIMPLE {2}=/, 'a FITS file', EXPORT],
  [/^(?:\0\0\0\x0cjP {2}\r\n|\xff\x4f\xff\x51)/, 'a JPEG 2000 picture', CONVERT],
  [/^(?:\xff\x0a|\0\0\0\x0cJXL )/, 'a JPEG XL picture', CONVERT],
  [/^\0\0[\x01\x02]\0[\x01-\xff]\0/, 'an icon (ICO)', CONVERT],
  [/^(?:%!PS|\xc5\xd0\xd3\xc6)/, 'a PostScript (EPS) drawing', CONVERT],
  [/^P[1-7]\s/, 'a Netpbm picture (PBM, PGM, PPM)', CONVERT],
  [/^v\/1\x01/, 'an OpenEXR picture', CONVERT],
  [/^ZISRAWFILE/, 'a Zeiss CZI file', EXPORT],
  [/^\xda\xce\xbe\x0a/, 'a Nikon ND2 file', EXPORT],
  [/^\x89HDF/, 'an HDF5 file', EXPORT],
  [/^\x93NUMPY/, 'a NumPy array', EXPORT],
  [
    /^PK(?:\x03\x04|\x05\x06)/,
    'a ZIP archive or Office document',
    'Save the picture in it as PNG.',
  ],
  [/^\x1f\x8b/, 'a gzip archive', 'Unpack it first.'],
  [
    /^version https:\/\/git-lfs/,
    'a Git LFS pointer, not the picture itself',
    'Run `git lfs pull`.',
  ],
];

const TEXTS: readonly (readonly [RegExp, string, string])[] = [
  [/<svg[\s>]/i, 'an SVG drawing', 'It cannot be read yet: export it as PNG.'],
  [
    /^\s*(?:<!doctype html|<html|<head|<body)/i,
    'an HTML page',
    'The download gave a web page: save the picture itself.',
  ],
  [/^\s*<(?:\?xml|[a-z!])/i, 'an XML file', `Give a picture: ${SUPPORTED}.`],
  [
    /^\s*\{[^]*"(?:cells|nbformat)"/,
    'a Jupyter notebook',
    'It cannot be read yet: save the output picture as PNG.',
  ],
  [/^\s*[{[]/, 'a JSON file', `Give a picture: ${SUPPORTED}.`],
  [/^/, 'a text file', `Give a picture: ${SUPPORTED}.`],
];

/** Tells a file's format from its first bytes; the name is never looked at. */
export function sniff(bytes: Uint8Array): Sniffed {
  const head = latin1(bytes.subarray(0, 4096));
  // DICOM files may begin like a TIFF: their first 128 bytes are free for that.
  if (head.startsWith('DICM', 128)) return { kind: 'other', what: 'a DICOM file', advice: EXPORT };
  for (const [pattern, format] of FIGURES)
    if (pattern.test(head)) return { kind: 'figure', format };
  for (const [pattern, what, advice] of OTHERS)
    if (pattern.test(head)) return { kind: 'other', what, advice };
  const text = asText(bytes.subarray(0, 4096));
  if (text !== undefined)
    for (const [pattern, what, advice] of TEXTS)
      if (pattern.test(text)) return { kind: 'other', what, advice };
  return { kind: 'unknown' };
}

/** The bytes as text, or undefined when they are not. UTF-16 counts when it begins with its mark. */
function asText(bytes: Uint8Array): string | undefined {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
  const text = new TextDecoder(wide).decode(bytes);
  // The last character may be cut in two by the end of the sample.
  return /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text.slice(0, -1)) ? undefined : text;
}
