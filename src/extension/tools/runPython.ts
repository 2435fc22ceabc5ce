import { l10n } from 'vscode';
import { cutText } from '../../reasoning/messages/cutText.ts';
import type { Observation } from '../../reasoning/sandbox.ts';
import type { OneCellResult, Sessions } from '../contracts.ts';
import { runLimits } from '../settings.ts';
import { escaped } from '../escaped.ts';
import { confirmation, literally, namesOf, outside, progressMessage } from './confirmation.ts';
import { findFigures, sourceOf } from './figures.ts';
import { TOOL } from './ids.ts';
import { readInput } from './input.ts';
import { json, toolResult } from './parts.ts';
import { tool } from './tool.ts';

/** Runs an agent's Python on figures, once the user has seen and confirmed it. */
export const runPythonTool = (sessions: Sessions) =>
  tool({
    read: (input) => readInput(TOOL.runPython, input),
    async prepare({ figures, code }) {
      const found = await findFigures(figures);
      const names = namesOf(found);
      return {
        invocationMessage: progressMessage(l10n.t('Running Python on {0}', names)),
        confirmationMessages: confirmation(l10n.t('Run Python in Figscope’s sandbox?'), [
          escaped(
            l10n.t(
              'This code gets {0}. It has no network and no other file, and it is stopped when it takes too long.',
              names,
            ),
          ),
          literally(code, 'python'),
          ...outside(found),
        ]),
      };
    },
    async call({ figures, code }, signal) {
      const found = await findFigures(figures);
      const sources = found.map((figure) => sourceOf(figure));
      const result = await sessions.runCell({ figures: sources }, { code, signal });
      const { images } = result.observation;
      return toolResult(
        [json(report(result))],
        images.map((image, index) => ({ ...image, name: `shown_${index + 1}` })),
      );
    },
  });

function report({ figures, observation, notices }: OneCellResult): object {
  const { value, error, images, notes, stateLost, durationMs } = observation;
  const { texts, cut } = shortened(observation);
  return {
    figures: figures.map(({ id, name, width, height }) => ({ id, name, width, height })),
    ...texts,
    ...(value !== undefined && { value }),
    ...(error && { error }),
    images: images.length,
    notes: [
      ...notices,
      ...notes,
      ...cut,
      ...(stateLost ? ['The sandbox was ended by this cell.'] : []),
    ],
    durationMs: Math.round(durationMs),
  };
}

/** Printed text as a model gets it: not more than the setting says. */
function shortened({ stdout, stderr }: Observation) {
  const { stdoutChars } = runLimits();
  const out = cutText(stdout, stdoutChars, 'stdout');
  const err = cutText(stderr, stdoutChars, 'stderr');
  const cut = [out.note, err.note].filter((note) => note !== undefined);
  return { texts: { stdout: out.text, ...(err.text && { stderr: err.text }) }, cut };
}
