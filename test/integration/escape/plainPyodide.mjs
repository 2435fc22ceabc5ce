// Runs each attempt of standard input (JSON: [{name, python}]) in plain Pyodide, with nothing locked down, and prints what it printed.
import { loadPyodide } from 'pyodide';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const attempts = JSON.parse(Buffer.concat(chunks).toString('utf8'));

// Sockets that attempts leave behind fail later; that must not end the control.
process.on('uncaughtException', () => undefined);
process.on('unhandledRejection', () => undefined);

let printed = '';
const python = await loadPyodide();
/** @param {string} line */
const keep = (line) => (printed += `${line}\n`);
python.setStdout({ batched: keep });
python.setStderr({ batched: keep });

/** @type {Record<string, string>} */
const results = {};
for (const { name, python: code } of attempts) {
  printed = '';
  try {
    python.runPython(code, { globals: python.toPy({ __name__: '__main__' }) });
  } catch (error) {
    printed += String(error).slice(0, 2000);
  }
  results[name] = printed;
}
// Connections that were begun are finished before the process ends.
await new Promise((resolve) => setTimeout(resolve, 300));
await new Promise((resolve) => process.stdout.write(JSON.stringify(results), resolve));
process.exit(0);
