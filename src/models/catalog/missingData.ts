import { join } from 'node:path';
import { CatalogError } from './error.ts';
import { isSafePath } from './names.ts';
import { externalData } from './onnxData.ts';

/**
 * What the graphs of a model need and do not have beside them, in words.
 * @throws CatalogError `hostile` for a graph that names a file outside its folder
 */
export async function missingData(
  folder: string,
  files: readonly { readonly path: string }[],
): Promise<readonly string[]> {
  const there = new Set(files.map(({ path }) => path));
  const missing: string[] = [];
  for (const graph of there) {
    if (!graph.endsWith('.onnx')) continue;
    const within = graph.slice(0, graph.lastIndexOf('/') + 1);
    for (const name of await externalData(join(folder, ...graph.split('/')))) {
      const bare = name.replace(/^\.\//u, '');
      if (!isSafePath(bare))
        throw new CatalogError(
          'hostile',
          `${graph} takes its weights from ${JSON.stringify(name.slice(0, 80))}, outside its folder. The model is refused.`,
        );
      if (!there.has(`${within}${bare}`)) missing.push(`${graph} needs ${within}${bare}`);
    }
  }
  return missing;
}
