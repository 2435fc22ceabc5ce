import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { installedModels, modelsFolder, removeModel } from '../../models/catalog/index.ts';
import { EXIT, UsageError } from '../exit.ts';
import { terminalOn } from '../terminal.ts';
import { sizeWords, usage } from './words.ts';

export interface RemoveFlags {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `figscope models remove`: deletes installed models, and what cut pulls have left, after a question. */
export async function removeCommand(
  names: readonly string[],
  flags: RemoveFlags,
  signal: AbortSignal,
): Promise<number> {
  const root = modelsFolder();
  if (!flags.yes && !(await agreed(root, names, signal))) {
    terminalOn(process.stderr).line('Nothing was deleted.');
    return EXIT.notAnswered;
  }
  const removed: { name: string; bytes: number }[] = [];
  for (const name of names) removed.push({ name, ...(await usage(removeModel(root, name))) });
  if (flags.json)
    process.stdout.write(`${JSON.stringify({ schema: 'figscope.removed/1', removed })}\n`);
  else
    for (const { name, bytes } of removed)
      terminalOn(process.stdout).line(`${name} is deleted: ${sizeWords(bytes)} are free again.`);
  return EXIT.answered;
}

async function agreed(
  root: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UsageError(
      `Nobody can be asked here whether ${names.join(', ')} may be deleted. If that is meant: --yes`,
    );
  const { models, incomplete } = await installedModels(root);
  const shown = names.map((name) => {
    const found = [...models, ...incomplete].filter((one) => one.name === name);
    const bytes = found.reduce((sum, one) => sum + one.bytes, 0);
    return `${name}${bytes > 0 ? ` (${sizeWords(bytes)})` : ''}`;
  });
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C comes here as a key, not as a signal; Ctrl-D ends the asking.
  asking.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const closed = once(asking, 'close').then(() => '');
  try {
    const question = asking.question(`Delete ${shown.join(', ')}? [y/N] `, { signal });
    const answer = await Promise.race([question, closed]);
    return /^y(?:es)?$/iu.test(answer.trim());
  } finally {
    asking.close();
  }
}
