import type { Command } from 'commander';
import { modelsCommand } from './modelsList.ts';
import { modelsTestCommand } from './modelsTest.ts';
import { profilesCommand } from './profilesList.ts';

const FILES = `
Models are written into figscope.models.json (in the project's folder or above) or into your own file:
  { "models": [{ "name": "lab", "url": "http://gpu01:8000/v1", "model": "s1-vl-32b", "keyEnv": "FIGSCOPE_LAB_KEY" }] }
Or give an address, whose key is taken from FIGSCOPE_API_KEY: openai:URL#MODEL[@PROFILE]`;

/** Adds `figscope models` and what stands under it. */
export function addModelsCommands(
  figscope: Command,
  finish: (command: Promise<number>) => Promise<void>,
  signal: AbortSignal,
): void {
  const models = figscope
    .command('models')
    .description('list the models that --model takes, test one, list profiles')
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
