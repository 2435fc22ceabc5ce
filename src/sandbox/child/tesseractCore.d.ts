declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  export interface TessBaseAPI {
    Init(dataPath: string, language: string, engineMode: number): number;
    SetVariable(name: string, value: string): boolean;
    /** Reads the file /input; `exif` is an orientation (1: upright), `angle` a rotation in radians. */
    SetImageFile(exif: number, angle: number): number;
    SetSourceResolution(dpi: number): void;
    Recognize(monitor: null): number;
    GetTSVText(page: number): string;
  }
  interface TesseractModule {
    readonly FS: { writeFile(path: string, data: Uint8Array): void };
    readonly TessBaseAPI: new () => TessBaseAPI;
  }
  interface TesseractOptions {
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance) => void,
    ) => object;
    readonly print: (text: string) => void;
    readonly printErr: (text: string) => void;
  }
  export default function TesseractCore(options: TesseractOptions): Promise<TesseractModule>;
}
