import type { RunEvent } from '../../../src/reasoning/events.ts';
import { Run } from '../../../src/reasoning/loop/run.ts';
import { timeline } from '../../../src/runs/timeline.ts';
import { collect } from './asking.ts';
import { clock, figure, ScriptedModel, ScriptedSandbox } from './fakes.ts';

/** A run of which a question was asked that got these replies. */
export async function eventsOf(replies: readonly string[]): Promise<Run> {
  const run = new Run([figure()], {
    model: new ScriptedModel(replies),
    sandbox: new ScriptedSandbox(),
    now: clock(),
  });
  await collect(run.ask({ text: 'How many?' }, new AbortController().signal));
  return run;
}

/** The thoughts of each turn as readers of a run see them. */
export function timelineText(events: readonly RunEvent[]): string[] {
  return timeline(events).flatMap(({ turns }) => turns.map(({ thought }) => thought));
}
