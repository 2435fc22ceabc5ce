import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PARTS } from '../../inference/protocol.ts';
import { chooseFiles, commonFiles, missingFiles } from './chooseFiles.ts';
import { dtypeWords } from './dtype.ts';
import { CatalogError } from './error.ts';
import { MANIFEST, manifestSchema, readRecord, type Manifest } from './manifest.ts';
import { COMMIT, isSafePath, REPOSITORY } from './names.ts';
import { findWeights } from './weights.ts';

/** A folder that is a model. */
export interface Source {
  readonly folder: string;
  /** Where the folder's own name says nothing. */
  readonly name?: string;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly sha256?: string;
  }[];
  readonly about: Pick<
    Manifest,
    'label' | 'dtype' | 'repository' | 'revision' | 'licence' | 'profile'
  >;
}

/** @throws CatalogError `input` with everything that is missing */
export async function readSource(folder: string): Promise<Source> {
  const paths = await pathsOf(folder);
  const missing = missingFiles(paths);
  if (missing.length > 0) throw await notAModel(folder, missing);
  await mustBeJson(join(folder, 'config.json'));
  const weights = findWeights(paths);
  const { dtype } = chooseFiles(paths, { parts: {} }, folder);
  const chosen = [...commonFiles(paths)];
  for (const part of PARTS)
    for (const { graph, data } of weights[part].values()) chosen.push(graph, ...data);
  const manifest = await readRecord(folder, MANIFEST, manifestSchema).catch(() => undefined);
  const hashes = new Map(manifest?.files.map(({ path, sha256 }) => [path, sha256]));
  const files = await Promise.all(
    chosen.map(async (path) => {
      const sha256 = hashes.get(path);
      const { size } = await stat(join(folder, ...path.split('/')));
      return { path, bytes: size, ...(sha256 === undefined ? {} : { sha256 }) };
    }),
  );
  return { folder, files, ...origin(folder, manifest, dtype) };
}

/** Who made the model, where the folder tells: it was installed by Figscope elsewhere, or lies in the cache of the hub's own tools. */
function origin(
  folder: string,
  manifest: Manifest | undefined,
  dtype: Manifest['dtype'],
): Pick<Source, 'name' | 'about'> {
  if (manifest) {
    const { name, label, repository, revision, licence, profile } = manifest;
    return {
      name,
      about: {
        label,
        dtype,
        ...(repository === undefined ? {} : { repository }),
        ...(revision === undefined ? {} : { revision }),
        ...(licence === undefined ? {} : { licence }),
        ...(profile === undefined ? {} : { profile }),
      },
    };
  }
  // …/models--owner--name/snapshots/commit
  const commit = basename(folder);
  const cached = /^models--(.+?)--(.+)$/u.exec(basename(dirname(dirname(folder))));
  const repository = cached ? `${cached[1]}/${cached[2]}` : '';
  if (COMMIT.test(commit) && REPOSITORY.test(repository))
    return {
      name: cached?.[2] ?? '',
      about: {
        label: `${repository} (${dtypeWords(dtype)})`,
        dtype,
        repository,
        revision: commit,
      },
    };
  return { about: { label: `${basename(folder)} (${dtypeWords(dtype)})`, dtype } };
}

/** Files of a folder and of `onnx/` in it that could be a model's. */
async function pathsOf(folder: string): Promise<readonly string[]> {
  const own = await namesIn(folder);
  if (own === undefined)
    throw new CatalogError(
      'input',
      `There is no folder ${folder} that can be read. A folder with config.json, tokenizer.json and ONNX files is needed.`,
    );
  const inner = (await namesIn(join(folder, 'onnx'))) ?? [];
  const paths = [...own, ...inner.map((name) => `onnx/${name}`)].filter(isSafePath);
  const kinds = await Promise.all(
    // A link that leads nowhere is no file.
    paths.map((path) =>
      stat(join(folder, path)).then(
        (one) => one.isFile(),
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => kinds[index]);
}

async function namesIn(folder: string): Promise<readonly string[] | undefined> {
  try {
    return await readdir(folder);
  } catch {
    return undefined;
  }
}

async function notAModel(folder: string, missing: readonly string[]): Promise<CatalogError> {
  const inside: string[] = [];
  for (const name of (await namesIn(folder)) ?? [])
    if ((await namesIn(join(folder, name)))?.includes('config.json'))
      inside.push(join(folder, name));
  const hint = inside.length > 0 ? ` Do you mean ${inside.slice(0, 3).join(' or ')}?` : '';
  return new CatalogError(
    'input',
    `${folder} is not a vision-language model exported for ONNX Runtime. It lacks:\n${missing.map((one) => `  ${one}`).join('\n')}${hint ? `\n${hint.trim()}` : ''}`,
  );
}

async function mustBeJson(path: string): Promise<void> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value === 'object' && value !== null) return;
  } catch {
    // Told below.
  }
  throw new CatalogError('input', `${path} is damaged: it holds no JSON object. Copy it again.`);
}
