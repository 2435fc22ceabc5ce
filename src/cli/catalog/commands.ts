import type { Command } from 'commander';
import { parseCount } from '../options.ts';
import { importCommand, type ImportFlags } from './import.ts';
import { listCommand, type ListFlags } from './list.ts';
import { pullCommand, type PullFlags } from './pull.ts';
import { removeCommand, type RemoveFlags } from './remove.ts';

type Finish = (command: Promise<number>) => Promise<void>;

/** Adds the commands for models that run on this machine: `figscope models list`, `pull`, `import`, `remove`. */
export function addCatalogCommands(models: Command, finish: Finish, signal: AbortSignal): void {
  models
    .command('list')
    .description('list the models installed on this machine, and those that can be pulled')
    .option('--verify', 'read every file again and compare its hash')
    .option('--json', 'print one JSON object instead')
    .addHelpText('after', LIST)
    .action((flags: ListFlags) => finish(listCommand(flags, signal)));
  models
    .command('pull')
    .description('download a model, or go on with a download that was cut')
    .argument('<model>', 'a name of figscope models list, or owner/name, with @revision if wanted')
    .option('--dtype <form>', 'form of the weights: q4, q4f16, fp16… or by part (see below)')
    .option('--name <name>', 'what to call it here')
    .option('--endpoint <url>', 'address of a mirror')
    .option('--proxy <url>', 'address of a proxy')
    .option('--token-env <variable>', 'environment variable with a token for the hub')
    .option('--parallel <n>', 'files at once (3)', parseCount('--parallel'))
    .option('--json', 'print one JSON object at the end')
    .addHelpText('after', PULL)
    .action((model: string, flags: PullFlags) => finish(pullCommand(model, flags, signal)));
  models
    .command('import')
    .description('copy a model from a folder, for machines without network')
    .argument('<folder>', 'with config.json, tokenizer.json and ONNX files (in onnx/ or beside)')
    .option('--name <name>', 'what to call it here')
    .option('--json', 'print one JSON object at the end')
    .addHelpText('after', IMPORT)
    .action((folder: string, flags: ImportFlags) => finish(importCommand(folder, flags, signal)));
  models
    .command('remove')
    .description('delete installed models, or what a cut download has left')
    .argument('<name...>', 'as figscope models list shows them')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON object instead')
    .addHelpText('after', REMOVE)
    .action((names: string[], flags: RemoveFlags) => finish(removeCommand(names, flags, signal)));
}

const LIST = `
Models are kept in the user's data folder, or where FIGSCOPE_MODELS says.

Examples:
  figscope models list
  figscope models list --verify
  figscope models list --json

Exit code: 0 all is well, 1 a model is damaged.`;

const PULL = `
Every file is checked against the hash that the hub publishes. A download that was stopped or cut goes on from where it was when the
same command is given again. Sizes are told before the first file is loaded.

Weights by part: --dtype q4,vision_encoder=fp16. Parts: embed_tokens, vision_encoder, decoder_model_merged.

Environment:
  HF_ENDPOINT or FIGSCOPE_MODELS_MIRROR   address of a mirror
  HF_TOKEN or FIGSCOPE_HUB_TOKEN          token, for models whose licence must be accepted
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY       proxies
  NODE_EXTRA_CA_CERTS                     file with the certificate of a network that checks TLS
  FIGSCOPE_MODELS                         folder of the models

Examples:
  figscope models pull qwen3.5-2b
  figscope models pull qwen3.5-2b --dtype q4f16
  figscope models pull onnx-community/Qwen2.5-VL-3B-Instruct-ONNX@main --name qwen25
  figscope models pull qwen3-vl-2b --endpoint https://mirror.example.org

Exit code: 0 installed, 1 failed, 2 wrong use or no such model, 130 stopped.`;

const IMPORT = `
The folder is copied and checked; it can be a folder of the models folder of another machine, a clone of a repository, or a snapshot in
the cache of the hub's own tools.

Examples:
  figscope models import /media/usb/qwen3.5-2b
  figscope models import ./Qwen3-VL-2B-Instruct-ONNX --name qwen3-vl

Exit code: 0 installed, 1 failed, 2 not a model's folder, 130 stopped.`;

const REMOVE = `
Examples:
  figscope models remove qwen3.5-2b
  figscope models remove qwen3.5-2b qwen3-vl-2b --yes

Exit code: 0 deleted, 1 not deleted, 2 wrong use or no such model.`;
