import type { StartedEvent } from '../../reasoning/events.ts';
import type { Run } from '../run.ts';

/** The command that asks the question of a run again: the one that was given, or one that means the same. */
export function rerunCommand(run: Run, started: StartedEvent): string {
  const given = started.followUp ? undefined : run.header.command;
  return (given ?? equivalent(started)).map(shellWord).join(' ');
}

function equivalent({ figures, question, model, mode, region }: StartedEvent): string[] {
  const [figure] = figures;
  return [
    'figscope',
    'ask',
    figure ? (figure.path ?? figure.name) : 'figure',
    question,
    '--model',
    model.id,
    '--mode',
    mode,
    ...(region ? ['--region', region.join(',')] : []),
    ...(figure?.page !== undefined && figure.page > 1 ? ['--page', String(figure.page)] : []),
  ];
}

/** A word as a POSIX shell takes it literally. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** How to name a run in a paper or a notebook. */
export function citation(run: Run, started: StartedEvent): string {
  const figures = started.figures.map(({ name }) => name).join(', ');
  const version = `Figscope ${run.header.figscope}`;
  return `${version}, run ${run.header.run} (${started.time.slice(0, 10)}). “${started.question}”, asked of ${figures}. Model: ${started.model.label}.`;
}
