import { l10n } from 'vscode';
import type { Box } from '../../figures/frame.ts';
import type { Inquired, Models, Sessions } from '../contracts.ts';
import { openRunLink } from '../openRunLink.ts';
import { escaped } from '../escaped.ts';
import { confirmation, literally, namesOf, outside, progressMessage } from './confirmation.ts';
import { findFigures, sourceOf } from './figures.ts';
import { TOOL } from './ids.ts';
import { readInput, type AskInput } from './input.ts';
import { json, toolResult } from './parts.ts';
import { tool } from './tool.ts';

/** Asks Figscope's model about figures; it writes Python that runs, and the run is kept. */
export const askTool = (sessions: Sessions, models: Models) =>
  tool({
    read(input) {
      const asked = readInput(TOOL.ask, input);
      return { ...asked, box: boxOf(asked) };
    },
    async prepare({ figures, question }) {
      const found = await findFigures(figures);
      const names = namesOf(found);
      const { label, where } = models.current;
      return {
        invocationMessage: progressMessage(l10n.t('Asking {0} about {1}', label, names)),
        confirmationMessages: confirmation(l10n.t('Ask Figscope about a figure?'), [
          escaped(
            l10n.t(
              '{0} ({1}) is asked about {2}. The Python that it writes runs in Figscope’s sandbox, without network and without other files.',
              label,
              where,
              names,
            ),
          ),
          literally(question),
          ...outside(found),
        ]),
      };
    },
    async call({ figures, question, box, mode }, signal) {
      const found = await findFigures(figures);
      const inquired = await sessions.inquire(
        { figures: found.map((figure) => sourceOf(figure)) },
        {
          question,
          ...(box && { region: { figure: 'image_1', box } }),
          ...(mode && { mode }),
          signal,
        },
      );
      signal.throwIfAborted();
      return answered(inquired);
    },
  });

function boxOf({ region }: AskInput): Box | undefined {
  const [x1, y1, x2, y2] = region ?? [];
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined)
    return undefined;
  if (x1 < x2 && y1 < y2) return [x1, y1, x2, y2];
  throw new Error(
    `The region [${x1}, ${y1}, ${x2}, ${y2}] is empty: x1, y1 is its upper left corner, x2, y2 its lower right one.`,
  );
}

function answered({ run, exchange }: Inquired) {
  const { started, answer, failed, notices, turns } = exchange;
  const link = `The run ${run} is kept in Figscope's history. The user can look at every step: [Open in Figscope](${openRunLink(run)}).`;
  if (!answer)
    throw new Error(`Figscope gave no answer: ${failed?.message ?? 'the run has no end'} ${link}`);
  const { text, value, unit, uncertainty, evidence, unbacked } = answer;
  const result = {
    run,
    answered: answer.answered,
    answer: text,
    ...(value !== undefined && { value }),
    ...(unit !== undefined && { unit }),
    ...(uncertainty !== undefined && { uncertainty }),
    evidence,
    ...(unbacked !== undefined && { unbacked }),
    model: started.model.label,
    turns: turns.length,
    warnings: notices.filter(({ level }) => level === 'warning').map((notice) => notice.text),
  };
  return toolResult([json(result), link]);
}
