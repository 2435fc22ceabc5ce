import type { Command } from 'commander';
import { addCatalogCommands } from './catalog/commands.ts';
import { modelsBenchCommand } from './modelsBench.ts';
import { modelsCommand } from './modelsList.ts';
import { modelsTestCommand } from './modelsTest.ts';
import { parseDevice, parseDtype } from './options.ts';
import { profilesCommand } from './profilesList.ts';

const FILES = `
Models are written into figscope.models.json (in the project's folder or above) or into your own file:
  { "models": [{ "name": "lab", "url": "http://gpu01:8000/v1", "model": "s1-vl-32b", "keyEnv": "FIGSCOPE_LAB_KEY" }] }
Models on this machine stand there as well: "local": [{ "name": "mine", "folder": "/data/qwen3-vl-2b" }], for --model local:mine
Or give an address, whose key is taken from FIGSCOPE_API_KEY: openai:URL#MODEL[@PROFILE]`;

/** Adds `figscope models` and what stands under it. */
export function addModelsCommands(
  figscope: Command,
  finish: (command: Promise<number>) => Promise<void>,
  signal: AbortSignal,
): void {
  const models = figscope
    .command('models')
    .description('list the models that --model takes, test one, pull one, list profiles')
    .enablePositionalOptions()
    .option('--discover', 'also ask the usual ports of this machine for model servers')
    .option('--json', 'print one JSON object instead')
    .addHelpText(
      'after',
      `
Examples:
  figscope models
  figscope models --discover
  figscope models test lab
  figscope models test openai:http://127.0.0.1:8000/v1#s1-vl-32b
  figscope models profiles
${FILES}`,
    )
    .action((options) => finish(modelsCommand(options, signal)));

  models
    .command('test')
    .description('send drawn pictures to a model and say what works with it')
    .argument('<name>', 'a configured model, or an address')
    .option('--profile <id>', 'the profile that a run would use')
    .option('--json', 'print one JSON object instead')
    .addHelpText(
      'after',
      `
Examples:
  figscope models test lab
  figscope models test openai:http://127.0.0.1:11434/v1#qwen3-vl:8b --json

Exit code: 0 a run can be done with it, 1 it cannot, 2 wrong use.`,
    )
    .action((name: string, options) => finish(modelsTestCommand(name, options, signal)));

  addCatalogCommands(models, finish, signal);

  models
    .command('bench')
    .description('measure a local model on every provider that works here')
    .argument('<name>', 'an entry of "local", an installed model or a folder (with a slash)')
    .option('--device <name>', 'load it here at first', parseDevice('--device'))
    .option(
      '--dtype <name>',
      'which weights: auto, q4, q4f16, q8, fp16, fp32…',
      parseDtype('--dtype'),
    )
    .option('--json', 'print one JSON object instead')
    .addHelpText(
      'after',
      `
Tokens per second of reading and writing, and which provider a run would choose. What was measured before is forgotten, and
providers that ended the process are tried again.

Examples:
  figscope models bench qwen3.5-2b
  figscope models bench ./exports/qwen3-vl-2b --json`,
    )
    .action((name: string, options) => finish(modelsBenchCommand(name, options, signal)));

  models
    .command('profiles')
    .description('list the profiles: how families of models write their turns')
    .option('--json', 'print one JSON object instead')
    .addHelpText(
      'after',
      '\nExamples:\n  figscope models profiles\n  figscope models profiles --json',
    )
    .action((options) => finish(profilesCommand(options)));
}
