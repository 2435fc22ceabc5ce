import { l10n } from 'vscode';
import { INSPECTION_CELL, inspectionResult, readInspection } from '../../sandbox/inspection.ts';
import type { Sessions } from '../contracts.ts';
import { confirmation, namesOf, outside, progressMessage } from './confirmation.ts';
import { findFigure, sourceOf } from './figures.ts';
import { TOOL } from './ids.ts';
import { readInput } from './input.ts';
import { json, toolResult } from './parts.ts';
import { tool } from './tool.ts';

/** A large chart takes longer than most cells of models. */
const ATLEAST_MS = 60_000;

/** What a figure is and what can be read off it, without any model. Only code of ours runs. */
export const inspectTool = (sessions: Sessions) =>
  tool({
    read: (input) => readInput(TOOL.inspect, input),
    async prepare({ figure }) {
      const found = await findFigure(figure);
      const warnings = outside([found]);
      return {
        invocationMessage: progressMessage(l10n.t('Inspecting {0}', namesOf([found]))),
        ...(warnings.length > 0 && {
          confirmationMessages: confirmation(l10n.t('Inspect a figure?'), warnings),
        }),
      };
    },
    async call({ figure, page }, signal) {
      const found = await findFigure(figure);
      const cell = { code: INSPECTION_CELL, atLeastMs: ATLEAST_MS, signal };
      const source = sourceOf(found, page);
      const { figures, prepared, observation, notices } = await sessions.runCell(
        { figures: [source] },
        cell,
      );
      const [read] = figures;
      if (!read) throw new Error('The figure was not read.');
      const seen = readInspection(observation);
      const result = inspectionResult(read, seen, [...notices, ...observation.notes]);
      return toolResult(
        [json(result)],
        prepared.map(({ id, preview }) => ({ ...preview, name: id })),
      );
    },
  });
