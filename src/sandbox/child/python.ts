import type { PyodideInterface } from 'pyodide';
import type { PyCallable, PyProxy } from 'pyodide/ffi';
import type { LoadFigure, LoadReply, LoadRequest, RunReply, RunRequest } from '../protocol.ts';
import { decodeGif, type RgbaImage } from './gif.ts';
import type { OutputStream } from './output.ts';
import { installWheel } from './packages.ts';
import type { Recognize } from './tesseract.ts';

type Loaded = LoadReply['figures'][number];

/** Calls into the Python half (python/runtime), with everything converted on the way: no proxy stays behind in a cell's reach. */
export class Python {
  readonly #python: PyodideInterface;
  readonly #runCell: PyCallable;
  readonly #collect: PyCallable;
  readonly #loadFigure: PyCallable;
  readonly #warmUp: PyCallable;
  readonly #agree: PyCallable;
  readonly #rememberShown: PyCallable;
  readonly #stdout: OutputStream;
  readonly #stderr: OutputStream;

  constructor(python: PyodideInterface, stdout: OutputStream, stderr: OutputStream) {
    this.#python = python;
    this.#stdout = stdout;
    this.#stderr = stderr;
    const cells = python.pyimport('runtime.cells') as PyProxy & {
      prepare(): void;
      run: PyCallable;
    };
    cells.prepare();
    this.#runCell = cells.run;
    this.#collect = (python.pyimport('runtime.shown') as PyProxy & { collect: PyCallable }).collect;
    const figures = python.pyimport('runtime.figures') as PyProxy &
      Record<'load' | 'warm_up', PyCallable>;
    this.#loadFigure = figures.load;
    this.#warmUp = figures.warm_up;
    const conventions = python.pyimport('runtime.conventions') as PyProxy &
      Record<'agree' | 'remember', PyCallable>;
    this.#agree = conventions.agree;
    this.#rememberShown = conventions.remember;
  }

  /** Makes figkit.read_text work. */
  connectTesseract(recognize: Recognize): void {
    const install = this.#python.pyimport('runtime.ocr') as PyProxy & { install: PyCallable };
    install.install(recognize);
  }

  /** Makes the first figure quicker; leaves nothing behind. */
  warmUp(): void {
    this.#warmUp();
  }

  /** Installs a wheel that the host has verified. */
  install(wheel: Uint8Array): void {
    installWheel(this.#python, wheel);
  }

  /** Says how the figures that are loaded next are handed to cells. Call after the packages were installed. */
  agree(convention: LoadRequest['convention']): void {
    this.#agree(convention);
  }

  /** Images that an earlier process of this run showed, for the conventions that have them as variables. */
  rememberShown(shown: LoadRequest['shown']): void {
    if (shown.length > 0) this.#rememberShown(this.#python.toPy(shown));
  }

  /** Decodes one figure and makes it `image_1`…; gives the reason in words when it cannot be decoded. */
  loadFigure(figure: LoadFigure, maxPreviewPixels: number): Loaded | { unreadable: string } {
    let gif: RgbaImage | undefined;
    try {
      if (figure.format === 'gif') gif = decodeGif(figure.bytes, figure.page);
    } catch (error) {
      if (error instanceof RangeError) return { unreadable: error.message };
      throw error;
    }
    const [given, frame] = [figure, gif ? [gif.width, gif.height, gif.rgba] : undefined].map(
      (value) => this.#python.toPy(value) as unknown,
    );
    const result = toPlain(this.#loadFigure(given, maxPreviewPixels, frame) as PyProxy);
    if (typeof result['unreadable'] === 'string') return { unreadable: result['unreadable'] };
    return { id: figure.id, ...result } as Loaded;
  }

  /** Runs one cell; output has been passed on when it returns. */
  run({ code, outputBytes, images, imagePixels }: RunRequest): RunReply {
    this.#stdout.begin(outputBytes);
    this.#stderr.begin(outputBytes);
    const outcome = toPlain(this.#runCell(code, images, imagePixels) as PyProxy);
    const printed = this.#stdout.end();
    const shown = toPlain(this.#collect(printed) as PyProxy);
    this.#stderr.end();
    return { ...outcome, ...shown } as unknown as RunReply;
  }
}

function toPlain(proxy: PyProxy): Record<string, unknown> {
  const plain = proxy.toJs({
    dict_converter: Object.fromEntries,
    create_pyproxies: false,
  }) as Record<string, unknown>;
  proxy.destroy();
  return plain;
}
