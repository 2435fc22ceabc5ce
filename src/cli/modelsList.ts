import { createAnalyst } from '../models/analyst/index.ts';
import { ADDRESS, addressOf } from '../models/servers/address.ts';
import type { Catalog, ConfiguredModel } from '../models/servers/catalog.ts';
import { ENGINE_NAMES, type ServedModel } from '../models/servers/description.ts';
import { discoverServers, type DiscoveredServer } from '../models/servers/discover.ts';
import { keyOf } from '../models/servers/key.ts';
import { profileFor } from '../reasoning/profiles/index.ts';
import { EXIT } from './exit.ts';
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
  readonly from: 'built-in' | ConfiguredModel['from'];
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
  const models = listModels(catalog);
  if (options.json) process.stdout.write(`${JSON.stringify(asJson(models, catalog, servers))}\n`);
  else print(models, servers, terminalOn(process.stdout));
  if (catalog.problems.length === 0) return EXIT.answered;
  terminalOn(process.stderr).line(`figscope: ${problemsOf(catalog)}`);
  return EXIT.wrongUse;
}

/** The analyst and what is configured. */
export function listModels({ models }: Catalog): readonly ListedModel[] {
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
  ];
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

/** Two lines about a model on a server. */
export function aboutModel(model: ListedModel): string[] {
  if (model.url === undefined) return [];
  const chosen = model.profileFrom === 'chosen' ? ' (by the model’s name)' : '';
  const key =
    model.keyEnv === undefined
      ? 'no key'
      : `key in ${model.keyEnv}: ${model.keySet ? 'set' : 'not set'}`;
  return [
    `${model.model} at ${model.url}`,
    `profile ${model.profile}${chosen}, ${key}`,
    `from ${model.path}${model.replaces === undefined ? '' : `, replaces the one of ${model.replaces}`}`,
  ];
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
