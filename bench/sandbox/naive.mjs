// The naive way: a fresh process loads Pyodide, unpacks the wheels, imports numpy and cv2, reads an image and cuts a crop. Nothing is
// locked down, nothing prepared. Arguments: folder of Pyodide, folder of the wheels, image file (optional).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [pyodideFolder = '', wheelFolder = '', image] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodideFolder, 'pyodide.mjs')).href);
const python = await loadPyodide({ indexURL: `${pyodideFolder}/` });
for (const name of readdirSync(wheelFolder)) {
  if (!/^(numpy|opencv).*\.whl$/.test(name)) continue;
  python.unpackArchive(new Uint8Array(readFileSync(join(wheelFolder, name))), 'wheel');
}
python.runPython('import numpy, cv2');
const report = (/** @type {object} */ value) => process.stdout.write(`${JSON.stringify(value)}\n`);
report({ imported: true });
python.runPython('int(numpy.arange(10).sum()) + len(cv2.__version__)');
report({ firstCell: true, rss: process.memoryUsage.rss() });
if (image) {
  python.FS.writeFile('/image.jpg', new Uint8Array(readFileSync(image)));
  const crop = python.runPython(`
image = cv2.imread('/image.jpg')
cv2.imencode('.png', image[1000:1800, 1000:2000])[1].tobytes()
`);
  report({ cropBytes: crop.toJs().length });
}
