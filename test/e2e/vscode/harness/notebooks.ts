import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A notebook that was run elsewhere: two cells with a picture each, and one with text alone between them. */
export async function writeNotebook(folder: string, name = 'counts.ipynb'): Promise<void> {
  const picture = async (file: string): Promise<object> => ({
    output_type: 'display_data',
    data: {
      'image/png': (await readFile(join(folder, file))).toString('base64'),
      // VS Code takes it for the picture's alternative text.
      'text/plain': [`Figure ${file}`],
    },
    metadata: {},
  });
  const code = (source: string, outputs: readonly object[]): object => ({
    cell_type: 'code',
    execution_count: 1,
    metadata: {},
    source: [source],
    outputs,
  });
  const cells = [
    { cell_type: 'markdown', metadata: {}, source: ['# Nuclei of the third batch'] },
    code('show(nuclei)', [await picture('nuclei.png')]),
    code('print(len(nuclei))', [{ output_type: 'stream', name: 'stdout', text: ['48\n'] }]),
    code('show(yields)', [await picture('bars.png')]),
  ];
  const notebook = {
    cells,
    metadata: { language_info: { name: 'python' } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  await writeFile(join(folder, name), JSON.stringify(notebook));
}
