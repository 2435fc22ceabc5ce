import { join } from 'node:path';
import { sameDtypes } from './dtype.ts';
import { CatalogError } from './error.ts';
import { HubClient } from './hub/client.ts';
import { hubSettings } from './hub/settings.ts';
import { installedModels } from './installed.ts';
import { withLock } from './lock.ts';
import { MANIFEST, manifestSchema, readRecord, writeRecord, type Manifest } from './manifest.ts';
import { planPull } from './plan.ts';
import { prepareFolder } from './prepare.ts';
import { makeRoot, mustBeOurs, publish } from './staging.ts';
import { missingData } from './missingData.ts';
import { fetchFiles } from './transfer/fetchFiles.ts';
import { TransferProgress } from './transfer/progress.ts';
import type { InstalledModel, PullOptions, PullPlan } from './types.ts';
import { wrongFiles } from './verifyModel.ts';

/**
 * Pulls a model into the models folder, or goes on with a pull that was cut. A model that is there and whole is left as it is; one that
 * is damaged or of another revision is replaced, and only what differs is loaded. Everything is checked before the folder gets its name.
 * @throws CatalogError; the signal's reason when aborted: what has come stays, and the next pull goes on from there
 */
export async function pullModel(options: PullOptions): Promise<InstalledModel> {
  const { root, signal, onProgress } = options;
  const plan = await planPull(options);
  onProgress({ type: 'planned', plan });
  if (options.confirm && !(await options.confirm(plan)))
    throw new CatalogError('cancelled', 'Nothing was downloaded.');
  signal.throwIfAborted();
  await makeRoot(root);
  await mustBeOurs(join(root, plan.name));
  return withLock(root, plan.name, async () => {
    const before = await readManifest(join(root, plan.name));
    if (!(before && (await isWhole(before, plan, options))))
      await fetchModel(plan, before, options);
    return findInstalled(root, plan.name);
  });
}

/** A manifest that is damaged counts as none: the model is then loaded anew. */
async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return await readRecord(folder, MANIFEST, manifestSchema);
  } catch {
    return undefined;
  }
}

async function isWhole(
  manifest: Manifest,
  plan: PullPlan,
  { root, signal, onProgress }: PullOptions,
): Promise<boolean> {
  const { repository, revision, dtype, files } = manifest;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const same =
    repository === plan.repository &&
    revision === plan.revision &&
    sameDtypes(dtype, plan.dtype) &&
    plan.files.every(({ path, bytes, sha256 }) => {
      const found = byPath.get(path);
      return (
        found && (sha256 ?? found.sha256) === found.sha256 && (bytes ?? found.bytes) === found.bytes
      );
    });
  if (!same) return false;
  return (await wrongFiles(join(root, plan.name), manifest, signal, onProgress)).length === 0;
}

async function fetchModel(
  plan: PullPlan,
  before: Manifest | undefined,
  options: PullOptions,
): Promise<void> {
  const { root, signal, onProgress } = options;
  const progress = new TransferProgress(plan.files, onProgress);
  const prepared = await prepareFolder(plan, before, options, progress);
  const client = new HubClient(hubSettings(options));
  try {
    const fetched = await fetchFiles({
      client,
      plan,
      folder: prepared.folder,
      present: prepared.present,
      parallel: options.parallel ?? 3,
      signal,
      progress,
      onNotice: (text) => onProgress({ type: 'notice', text }),
    });
    const missing = await missingData(prepared.folder, plan.files);
    if (missing.length > 0)
      throw new CatalogError(
        'notFound',
        `${plan.repository} is not complete: ${missing.join('; ')}. Try another form of weights (--dtype), or ask its owner.`,
      );
    await writeRecord(prepared.folder, MANIFEST, manifestOf(plan, fetched));
  } finally {
    client.close();
  }
  await prepared.finish();
  await publish(root, prepared.folder, plan.name);
}

function manifestOf(plan: PullPlan, files: Manifest['files']): Manifest {
  const { name, label, repository, revision, endpoint, licence, profile, dtype } = plan;
  return {
    schema: 'figscope.model/1',
    name,
    label,
    from: 'pulled',
    repository,
    revision,
    endpoint,
    ...(licence === undefined ? {} : { licence }),
    ...(profile === undefined ? {} : { profile }),
    dtype: { ...dtype },
    date: new Date().toISOString(),
    files,
  };
}

/** A model that has just been put there. @throws CatalogError `disk` where it is not as it should be */
export async function findInstalled(root: string, name: string): Promise<InstalledModel> {
  const { models, problems } = await installedModels(root);
  const found = models.find((model) => model.name === name);
  if (found) return found;
  throw new CatalogError(
    'disk',
    problems.find((problem) => problem.name === name)?.text ?? `"${name}" is gone from ${root}.`,
  );
}
