import type { PyodideInterface } from 'pyodide';
import type { PyCallable, PyProxy } from 'pyodide/ffi';
import type { LoadFigure, LoadReply, RunReply, RunRequest } from '../protocol.ts';
import { decodeGif } from './gif.ts';
import type { OutputStream } from './output.ts';
import type { Recognize } from './tesseract.ts';

/** Calls into the Python half (python/runtime), with everything converted on the way: no proxy stays behind in a cell's reach. */
export class Python {
  readonly #python: PyodideInterface;
  readonly #runCell: PyCallable;
  readonly #collect: PyCallable;
  readonly #loadFigure: PyCallable;
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
    this.#loadFigure = (python.pyimport('runtime.figures') as PyProxy & { load: PyCallable }).load;
  }

  /** Makes figkit.read_text work. */
  connectTesseract(recognize: Recognize): void {
    const install = this.#python.pyimport('runtime.ocr') as PyProxy & { install: PyCallable };
    install.install(recognize);
  }

  /** Decodes one figure and makes it `image_1`… Throws with Python's sentence when it cannot be decoded. */
  loadFigure(figure: LoadFigure, maxPreviewPixels: number): LoadReply['figures'][number] {
    const gif = figure.format === 'gif' ? decodeGif(figure.bytes, figure.page) : undefined;
    const args = this.#python.toPy([
      figure,
      maxPreviewPixels,
      gif ? [gif.width, gif.height, gif.rgba] : null,
    ]) as PyProxy & Iterable<unknown>;
    const result = this.#loadFigure.callKwargs(...args, {}) as PyProxy;
    args.destroy();
    return { id: figure.id, ...(toPlain(result) as Omit<LoadReply['figures'][number], 'id'>) };
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
