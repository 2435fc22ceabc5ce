import { bootPyodide, pretendShell, removeShell } from './boot.ts';
import { receive, send } from './fdChannel.ts';
import { probeProcess, probeRealm } from './layers.ts';
import { OutputStream } from './output.ts';
import { probePython } from './pythonProbe.ts';
import { Python } from './python.ts';
import { RuntimeFiles } from './runtimeFiles.ts';
import { sealGlobals } from './seal.ts';
import { serve } from './serve.ts';
import { startTesseract } from './tesseract.ts';
import { loadPackages } from './packages.ts';

/**
 * The sandbox process: probes its isolation, takes every way out from the realm, starts Python with numpy, cv2 and figkit, then runs
 * what the host asks for, one call after another, until the host closes the pipe.
 */

const started = performance.now();
const timings: Record<string, number> = {};
const mark = (name: string) => (timings[name] = Math.round(performance.now() - started));

const options = JSON.parse(process.argv[2] ?? '{}') as { maxMemoryBytes: number };
const exit = process.exit.bind(process);
const files = new RuntimeFiles(new URL('./runtime/', import.meta.url));
const layers = probeProcess(new URL('.', import.meta.url).pathname);
mark('probed');

for (const name of ['pyodide.asm.wasm', 'python_stdlib.zip']) files.hold(`core/${name}`);
const packages = loadPackages(files);
const tesseract = {
  wasm: files.read('tesseract/core.wasm'),
  model: files.read('tesseract/eng.traineddata'),
};
mark('read');

sealGlobals();
pretendShell(files);
await import(files.url('core/pyodide.asm.js'));
const { loadPyodide } = (await import(files.url('core/pyodide.mjs'))) as typeof import('pyodide');
const stdout = new OutputStream('stdout', (value) =>
  send({ type: 'event', name: 'output', value }),
);
const stderr = new OutputStream('stderr', (value) =>
  send({ type: 'event', name: 'output', value }),
);
const interpreter = await bootPyodide(loadPyodide, {
  maxMemoryBytes: options.maxMemoryBytes,
  stdout: (bytes) => stdout.write(bytes),
  stderr: (bytes) => stderr.write(bytes),
});
removeShell();
mark('booted');
packages.install(interpreter);
const python = new Python(interpreter, stdout, stderr);
mark('imported');
layers.push(probeRealm(), probePython(interpreter));
send({
  type: 'event',
  name: 'ready',
  value: { isolation: layers, packages: packages.statuses, timings },
});
const recognize = await startTesseract(tesseract.wasm, tesseract.model);
try {
  python.connectTesseract(recognize);
} catch {}
serve(python, receive, send);
exit(0);
