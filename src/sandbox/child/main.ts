import { fileURLToPath } from 'node:url';
import { reachesLoopback } from './connectAttempt.ts';
import { receive, send } from './fdChannel.ts';
import { startInterpreter } from './interpreter.ts';
import { probeProcess, probeRealm } from './layers.ts';
import { OutputStream } from './output.ts';
import { findOwnPython } from './packages.ts';
import { Python } from './python.ts';
import { probePython } from './pythonProbe.ts';
import { RuntimeFiles } from './runtimeFiles.ts';
import { serve } from './serve.ts';
import { unpackFiles } from './siteArchive.ts';
import { openSnapshot, readDescription, readSite } from './snapshot.ts';
import { startTesseract } from './tesseract.ts';

/**
 * The sandbox process: probes its isolation, takes every way out from the realm, starts Python with numpy, cv2 and figkit, then runs
 * what the host asks for, one call after another, until the host closes the pipe.
 */

const timings: Record<string, number> = {};
const now = performance.now.bind(performance);
const mark = (name: string) => (timings[name] = Math.round(now()));

const options = JSON.parse(process.argv[2] ?? '{}') as {
  maxMemoryBytes: number;
  snapshot: boolean;
  probePort?: number;
};
// Native: runs no JavaScript whose objects a cell may have changed.
const { reallyExit } = process as unknown as { reallyExit: (code: number) => never };
const files = new RuntimeFiles(new URL('./runtime/', import.meta.url));
const prepared = readDescription(files);
const snapshot = options.snapshot ? openSnapshot(files, prepared) : undefined;
const connected = options.probePort !== undefined && (await reachesLoopback(options.probePort));
const layers = probeProcess(fileURLToPath(new URL('.', import.meta.url)), connected);
for (const name of ['pyodide.asm.wasm', 'python_stdlib.zip']) files.hold(`core/${name}`);
const sites = readSite(files, prepared, !snapshot);
const tesseractCode = WebAssembly.compile(files.read('tesseract/core.wasm') as BufferSource);
const tesseractModel = files.read('tesseract/eng.traineddata');
mark('read');

const stdout = new OutputStream('stdout', (value) =>
  send({ type: 'event', name: 'output', value }),
);
const stderr = new OutputStream('stderr', (value) =>
  send({ type: 'event', name: 'output', value }),
);
const { python: interpreter } = await startInterpreter(files, {
  maxMemoryBytes: options.maxMemoryBytes,
  stdout: (bytes) => stdout.write(bytes),
  stderr: (bytes) => stderr.write(bytes),
  ...(snapshot ? { snapshot } : {}),
});
mark('booted');
for (const site of sites) unpackFiles(interpreter.FS, site);
if (!snapshot) findOwnPython(interpreter);
const python = new Python(interpreter, stdout, stderr);
mark('imported');
layers.push(probeRealm(), probePython(interpreter));
mark('probed');
send({
  type: 'event',
  name: 'ready',
  value: { isolation: layers, packages: prepared.packages, timings },
});
python.connectTesseract(await startTesseract(tesseractCode, tesseractModel));
let code = 1;
try {
  serve(python, receive, send);
  code = 0;
} finally {
  // At once, whatever was thrown: no promise job and no event of Node's may run with objects that cells have changed.
  reallyExit(code);
}
