import TesseractCore, { type TessBaseAPI } from 'tesseract.js-core/tesseract-core-simd-lstm.js';

/** Text recognition beside Python: Tesseract with its English model, in the same process. */

/** LSTM only: the model carries no data for the older engine. */
const OEM_LSTM_ONLY = 1;
const FIRST_TSV_FIELD_WORD = '5';

/** Largest image taken, in pixels; enlarged regions of any figure stay below. */
const MAX_PIXELS = 60_000_000;

export type Recognize = (gray: Uint8Array, width: number, height: number, psm: number) => string;

/**
 * Starts Tesseract from its compiled code. The function it gives takes 8-bit gray pixels (row by row) and a page segmentation mode
 * (0–13), and returns the words as JSON: `[{text, confidence 0–100, box: [x1, y1, x2, y2] in those pixels, block, paragraph, line}]`.
 * The English model is loaded when it is called for the first time.
 */
export async function startTesseract(
  compiled: Promise<WebAssembly.Module>,
  model: Uint8Array,
): Promise<Recognize> {
  const core = await TesseractCore({
    instantiateWasm: (imports, done) => {
      void compiled
        .then((code) => WebAssembly.instantiate(code, imports))
        .then((instance) => done(instance));
      return {};
    },
    print: () => undefined,
    printErr: () => undefined,
  });
  let api: TessBaseAPI | undefined;
  const open = (): TessBaseAPI => {
    core.FS.writeFile('/eng.traineddata', model);
    const opened = new core.TessBaseAPI();
    if (opened.Init('/', 'eng', OEM_LSTM_ONLY) !== 0)
      throw new Error('Tesseract could not load its English model.');
    return opened;
  };
  return (gray, width, height, psm) => {
    checkArguments(gray, width, height, psm);
    api ??= open();
    core.FS.writeFile('/input', toPgm(gray, width, height));
    api.SetVariable('tessedit_pageseg_mode', String(psm));
    api.SetImageFile(1, 0);
    // Without a resolution Tesseract guesses one and complains.
    api.SetSourceResolution(150);
    api.Recognize(null);
    return JSON.stringify(parseTsv(api.GetTSVText(0)));
  };
}

function checkArguments(gray: Uint8Array, width: number, height: number, psm: number): void {
  const sizesFit =
    Number.isInteger(width) &&
    Number.isInteger(height) &&
    width > 0 &&
    height > 0 &&
    width * height <= MAX_PIXELS;
  if (!sizesFit || !(gray instanceof Uint8Array) || gray.length !== width * height)
    throw new RangeError('Text recognition needs width × height bytes of gray pixels.');
  if (!Number.isInteger(psm) || psm < 0 || psm > 13)
    throw new RangeError('The page segmentation mode is a number from 0 to 13.');
}

function toPgm(gray: Uint8Array, width: number, height: number): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + gray.length);
  file.set(header);
  file.set(gray, header.length);
  return file;
}

/** Columns of Tesseract's TSV: level page block paragraph line word left top width height confidence text. */
function parseTsv(tsv: string): unknown[] {
  const words: unknown[] = [];
  for (const row of tsv.split('\n')) {
    const fields = row.split('\t');
    const text = fields.slice(11).join('\t');
    if (fields[0] !== FIRST_TSV_FIELD_WORD || text.trim() === '') continue;
    const [block, paragraph, line, , left, top, width, height, confidence] = fields
      .slice(2, 11)
      .map(Number);
    if (left === undefined || top === undefined || width === undefined || height === undefined)
      continue;
    words.push({
      text,
      confidence,
      box: [left, top, left + width, top + height],
      block,
      paragraph,
      line,
    });
  }
  return words;
}
