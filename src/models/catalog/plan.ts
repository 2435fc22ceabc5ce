import { chooseFiles } from './chooseFiles.ts';
import { knownFiles } from './catalogue.ts';
import { dtypeWords, parseDtype, type DtypeWish } from './dtype.ts';
import type { CatalogEntry } from './entry.ts';
import { memoryOf } from './estimates.ts';
import { CatalogError } from './error.ts';
import { HubClient } from './hub/client.ts';
import { listRepository } from './hub/listing.ts';
import { hubSettings } from './hub/settings.ts';
import { fillSizes } from './hub/sizes.ts';
import { isModelName, modelNameFrom, NAME_RULE } from './names.ts';
import { presentBytes } from './staging.ts';
import type { PartDtypes, PlannedFile, PlanOptions, PullPlan } from './types.ts';
import { wantedModel, type WantedModel } from './wanted.ts';

interface Found {
  readonly revision: string;
  readonly files: readonly PlannedFile[];
  readonly dtype: PartDtypes;
  readonly licence?: string;
  readonly notices: readonly string[];
}

/**
 * What a pull would load: files with their sizes and hashes. Asks the hub unless the catalogue knows it all.
 * @throws CatalogError
 */
export async function planPull(options: PlanOptions): Promise<PullPlan> {
  const settings = hubSettings(options);
  const wanted = wantedModel(options.model);
  const wish: DtypeWish = options.dtype === undefined ? { parts: {} } : parseDtype(options.dtype);
  const client = new HubClient(settings);
  let found: Found;
  try {
    found = knownFacts(wanted, wish) ?? (await askHub(client, wanted, wish, options.signal));
  } finally {
    client.close();
  }
  const { entry, repository } = wanted;
  const name = options.name ?? defaultName(wanted, wish, found.dtype);
  if (!isModelName(name))
    throw new CatalogError('input', `"${name}" cannot be the name of a model. ${NAME_RULE}`);
  const licence = entry?.licence.id ?? found.licence;
  const plan = {
    name,
    label: labelOf(entry, repository, found.dtype),
    repository,
    revision: found.revision,
    endpoint: settings.endpoint,
    dtype: found.dtype,
    files: found.files,
    memoryBytes: memoryOf(found.files, entry?.cache),
    totalBytes: found.files.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
    ...(licence === undefined ? {} : { licence }),
    ...(entry?.profile === undefined ? {} : { profile: entry.profile }),
    notices: [...settings.notices, ...(entry?.warnings ?? []), ...found.notices],
  };
  return { ...plan, presentBytes: await presentBytes(options.root, plan) };
}

/** What the catalogue says of its own revision. */
function knownFacts({ entry, revision }: WantedModel, wish: DtypeWish): Found | undefined {
  if (entry?.revision === undefined || (revision !== undefined && revision !== entry.revision))
    return undefined;
  const known = knownFiles(entry, wish);
  return known && { revision: entry.revision, ...known, notices: [] };
}

async function askHub(
  client: HubClient,
  { entry, repository, revision }: WantedModel,
  wish: DtypeWish,
  signal: AbortSignal,
): Promise<Found> {
  const listing = await listRepository(
    client,
    repository,
    revision ?? entry?.revision ?? 'main',
    signal,
  );
  const asked = entry ? { ...wish, usual: entry.dtype } : wish;
  const { paths, dtype, notices } = chooseFiles(
    listing.files.map(({ path }) => path),
    asked,
    repository,
  );
  const byPath = new Map(listing.files.map((file) => [file.path, file]));
  const files = paths.map((path) => byPath.get(path) ?? { path });
  return {
    revision: listing.revision,
    files: await fillSizes(client, repository, listing.revision, files, signal),
    dtype,
    notices,
    ...(listing.licence === undefined ? {} : { licence: listing.licence }),
  };
}

/** Another form of weights than the usual one shows in the name, so that both can be kept. */
function defaultName(
  { entry, repository }: WantedModel,
  wish: DtypeWish,
  dtype: PartDtypes,
): string {
  const base = entry?.name ?? modelNameFrom(repository.slice(repository.indexOf('/') + 1));
  const form = dtype.decoder_model_merged;
  const usual = entry ? form === entry.dtype : wish.all === undefined;
  return usual || form === undefined ? base : modelNameFrom(`${base}-${form}`);
}

function labelOf(entry: CatalogEntry | undefined, repository: string, dtype: PartDtypes): string {
  return `${entry?.label ?? repository} (${dtypeWords(dtype)})`;
}
