import { expect } from 'vitest';
import type { Mode, RunEvent } from '../../../src/reasoning/events.ts';
import { DEFAULT_LIMITS, type RunLimits } from '../../../src/reasoning/limits.ts';
import { reason } from '../../../src/reasoning/loop/reason.ts';
import { clock, figure, type ScriptedModel, type ScriptedSandbox } from './fakes.ts';
import { eventsText, messagesText } from './goldenText.ts';

/** All events of an iteration. */
export async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** Asks how many cells there are. */
export function ask(
  model: ScriptedModel,
  sandbox: ScriptedSandbox,
  more: { mode?: Mode; limits?: Partial<RunLimits>; signal?: AbortSignal } = {},
): Promise<RunEvent[]> {
  const { mode, limits, signal = new AbortController().signal } = more;
  return collect(
    reason(
      { text: 'How many cells are there?', figures: [figure()] },
      {
        model,
        sandbox,
        limits: { ...DEFAULT_LIMITS, ...limits },
        now: clock(),
        ...(mode && { mode }),
      },
      signal,
    ),
  );
}

/** The events, and the messages of the last request. */
export function transcript(model: ScriptedModel, events: readonly RunEvent[]): string {
  const last = model.requests.at(-1)?.messages ?? [];
  return `${eventsText(events)}\n══ messages of the last request\n${messagesText(last)}`;
}

/** Messages are only added to: each request begins with the very messages of the one before. */
export function expectAppendOnly(model: ScriptedModel): void {
  model.requests.forEach(({ messages }, index) => {
    const next = model.requests[index + 1]?.messages;
    if (next) messages.forEach((message, at) => expect(next[at]).toBe(message));
  });
}

export const last = (events: readonly RunEvent[]) => events.at(-1);
export const notices = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === 'notice' ? [event.text] : []));
