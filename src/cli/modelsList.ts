import { createAnalyst } from '../models/analyst/index.ts';
import { ADDRESS, addressOf } from '../models/servers/address.ts';
import { folderFacts, localProfile } from '../models/local/index.ts';
import { plainProfiles, type Catalog, type ConfiguredModel } from '../models/servers/catalog.ts';
import { ENGINE_NAMES, type ServedModel } from '../models/servers/description.ts';
import { discoverServers, type DiscoveredServer } from '../models/servers/discover.ts';
import { keyOf } from '../models/servers/key.ts';
import { profileFor } from '../reasoning/profiles/index.ts';
import { EXIT } from './exit.ts';
import { entryOfInstalled, installedHere, LOCAL } from './localModels.ts';
import { ANALYST, catalogHere, problemsOf, userModelsFile } from './models.ts';
import { Progress, terminalOn, type Terminal } from './terminal.ts';

export interface ModelsListOptions {
  readonly discover?: boolean;
  readonly json?: boolean;
}

/** A model that `--model` takes by name. */
export interface ListedModel {
  readonly name: string;
  readonly label: string;
  readonly from: 'built-in' | 'installed' | ConfiguredModel['from'];
  readonly path?: string;
  /** The user's file, whose model of this name it replaces. */
  readonly replaces?: string;
  readonly url?: string;
  readonly model?: string;
  readonly profile: string;
  /** `chosen`: by the model's id. */
  readonly profileFrom?: 'entry' | 'chosen';
  readonly keyEnv?: string;
  readonly keySet?: boolean;
  /** Of a model on this machine. */
  readonly folder?: string;
  readonly device?: string;
}

/** `figscope models`: what `--model` takes here; with `--discover` also what runs on this machine. */
export async function modelsCommand(
  options: ModelsListOptions,
  signal: AbortSignal,
): Promise<number> {
  const catalog = await catalogHere();
  const progress = new Progress();
  if (options.discover) progress.status('Asking this machine for model servers…');
  const servers = options.discover ? await discoverServers({ signal }) : undefined;
  progress.clear();
  const models = await listModels(catalog);
  if (options.json) process.stdout.write(`${JSON.stringify(asJson(models, catalog, servers))}\n`);
  else print(models, servers, terminalOn(process.stdout));
  if (catalog.problems.length === 0) return EXIT.answered;
  terminalOn(process.stderr).line(`figscope: ${problemsOf(catalog)}`);
  return EXIT.wrongUse;
}

/** The analyst, what is configured, and what is installed on this machine. */
export async function listModels(catalog: Catalog): Promise<readonly ListedModel[]> {
  const { models } = catalog;
  const analyst = createAnalyst();
  return [
    { name: ANALYST, label: analyst.label, from: 'built-in', profile: analyst.profile.id },
    ...models.map(({ entry, from, path, replaces }): ListedModel => {
      const { name, url, model, keyEnv } = entry;
      return {
        name,
        label: entry.label ?? `${model} on ${new URL(url).host}`,
        from,
        path,
        ...(replaces === undefined ? {} : { replaces }),
        url,
        model,
        profile: entry.profile ?? profileFor(model).id,
        profileFrom: entry.profile === undefined ? 'chosen' : 'entry',
        ...(keyEnv === undefined ? {} : { keyEnv, keySet: keyOf(entry) !== undefined }),
      };
    }),
    ...(await listLocal(catalog)),
  ];
}

/** Models on this machine: those of the models files, and installed ones whose name these leave free. */
async function listLocal(catalog: Catalog): Promise<readonly ListedModel[]> {
  const written = catalog.local.map(({ entry, from, path, replaces }) => ({
    entry,
    about: { from, path, ...(replaces === undefined ? {} : { replaces }) },
  }));
  const taken = new Set(written.map(({ entry }) => entry.name));
  const { models } = await installedHere();
  const installed = models
    .filter(({ name }) => !taken.has(name))
    .map((model) => ({ entry: entryOfInstalled(model), about: { from: 'installed' as const } }));
  return Promise.all(
    [...written, ...installed].map(async ({ entry, about }): Promise<ListedModel> => {
      const profile = localProfile(entry, await folderFacts(entry.folder), plainProfiles(catalog));
      return {
        name: `${LOCAL}${entry.name}`,
        label: `${entry.label ?? entry.name} on this machine`,
        ...about,
        folder: entry.folder,
        device: entry.device ?? 'auto',
        profile: profile.id,
        profileFrom: entry.profile === undefined ? 'chosen' : 'entry',
      };
    }),
  );
}

function asJson(
  models: readonly ListedModel[],
  { problems }: Catalog,
  servers: readonly DiscoveredServer[] | undefined,
): object {
  return {
    schema: 'figscope.models/1',
    userFile: userModelsFile(),
    models,
    ...(servers
      ? { discovered: servers.map(({ url, description }) => ({ url, ...description })) }
      : {}),
    problems: problems.flatMap(({ path, problems: sentences }) =>
      sentences.map((text) => ({ path, text })),
    ),
  };
}

function print(
  models: readonly ListedModel[],
  servers: readonly DiscoveredServer[] | undefined,
  out: Terminal,
): void {
  const width = Math.max(...models.map(({ name }) => name.length));
  for (const model of models) {
    out.line(`${out.style('bold', model.name.padEnd(width))}  ${model.label}`);
    for (const line of aboutModel(model))
      out.line(`${' '.repeat(width)}  ${out.style('dim', line)}`);
  }
  if (models.length === 1) {
    out.line();
    out.line(
      `No model on a server is configured. Write one into figscope.models.json or ${userModelsFile()},`,
    );
    out.line(`or give an address: --model ${ADDRESS}http://127.0.0.1:8000/v1#MODEL`);
  } else out.line(out.style('dim', `\nYour own models file: ${userModelsFile()}`));
  if (servers) printServers(servers, out);
}

/** A few lines about a model on a server or on this machine. */
export function aboutModel(model: ListedModel): string[] {
  const from =
    model.path === undefined
      ? []
      : [
          `from ${model.path}${model.replaces === undefined ? '' : `, replaces the one of ${model.replaces}`}`,
        ];
  if (model.folder !== undefined)
    return [model.folder, `profile ${model.profile}, device ${model.device}`, ...from];
  if (model.url === undefined) return [];
  const chosen = model.profileFrom === 'chosen' ? ' (by the model’s name)' : '';
  const key =
    model.keyEnv === undefined
      ? 'no key'
      : `key in ${model.keyEnv}: ${model.keySet ? 'set' : 'not set'}`;
  return [`${model.model} at ${model.url}`, `profile ${model.profile}${chosen}, ${key}`, ...from];
}

function printServers(servers: readonly DiscoveredServer[], out: Terminal): void {
  out.line();
  out.line(out.style('bold', 'On this machine'));
  if (servers.length === 0) {
    out.line(
      '  No model server answers on the usual ports (vLLM, SGLang, llama-server, Ollama, LM Studio).',
    );
    return;
  }
  for (const { url, description } of servers) {
    const { engine, version, models } = description;
    out.line(`  ${[ENGINE_NAMES[engine], version].filter(Boolean).join(' ')} at ${url}`);
    if (models.length === 0) out.line('    serves no model');
    for (const model of models) {
      out.line(`    --model ${addressOf(url, model.id)}${about(model)}`);
      if (model.note) out.line(`      ${out.style('yellow', model.note)}`);
    }
  }
}

function about({ contextTokens, images }: ServedModel): string {
  const parts = [
    contextTokens === undefined ? '' : `${contextTokens.toLocaleString('en')} tokens`,
    images === undefined ? '' : images ? 'images' : 'no images',
  ].filter(Boolean);
  return parts.length > 0 ? `  (${parts.join(', ')})` : '';
}
