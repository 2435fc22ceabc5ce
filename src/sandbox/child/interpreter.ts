import type { PyodideInterface } from 'pyodide';
import { bootPyodide, pretendShell, removeShell, type BootOptions, type Booted } from './boot.ts';
import type { RuntimeFiles } from './runtimeFiles.ts';
import { sealErrors, sealGlobals } from './seal.ts';

type Pyodide = { readonly loadPyodide: (options: object) => Promise<PyodideInterface> };

/** Seals the realm and starts Python in it. What must be read from files has to be read before, or held in `files`. */
export async function startInterpreter(files: RuntimeFiles, options: BootOptions): Promise<Booted> {
  sealGlobals();
  pretendShell(files);
  await import(files.url('core/pyodide.asm.js'));
  const { loadPyodide } = (await import(files.url('core/pyodide.mjs'))) as Pyodide;
  const booted = await bootPyodide(loadPyodide, options);
  removeShell();
  sealErrors();
  return booted;
}
