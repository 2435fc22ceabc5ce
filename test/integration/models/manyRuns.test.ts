import { expect, it } from 'vitest';
import { Run } from '../../../src/reasoning/index.ts';
import type { ScriptedModel } from '../../fixtures/servers/index.ts';
import { figureOf } from '../../fixtures/figure.ts';
import { modelOf, printer, serve, signal } from './asking.ts';

const RUNS = 200;
const AT_ONCE = 24;

/** Has a number of its question printed, and answers with what came back. */
const echo: ScriptedModel = ({ messages }) => {
  const question = /Number (\d+)\?/u.exec(messages[1]?.text ?? '')?.[1] ?? 'none';
  const printed = /printed (\d+)/u.exec(messages.at(-1)?.text ?? '')?.[1];
  return printed === undefined
    ? { thought: `I print ${question}.`, text: `<code>\nprint("printed", ${question})\n</code>` }
    : { thought: `It was ${printed}.`, text: `<answer>\\boxed{${printed}}</answer>` };
};

it(`${RUNS} short runs with one model, ${AT_ONCE} at once: none gets what is another's, and nothing is left open`, async () => {
  const server = await serve({
    engine: 'vllm',
    model: echo,
    modelId: 'lab',
    quirks: { pieces: [7, 40, 3], images: true },
  });
  // Pictures are another test's matter.
  const model = { ...modelOf(server, 's1vl'), images: false };
  const answers = new Map<number, unknown>();
  const before = process.listenerCount('unhandledRejection');
  let next = 0;
  const work = async () => {
    for (let number = next++; number < RUNS; number = next++) {
      const run = new Run([figureOf(Uint8Array.of(1))], { model, sandbox: printer() });
      const controller = new AbortController();
      for await (const event of run.ask(
        { text: `Number ${1000 + number}?` },
        AbortSignal.any([signal, controller.signal]),
      )) {
        // Every tenth is stopped in mid-reply.
        if (number % 10 === 9 && event.type === 'thoughtDelta') controller.abort();
        if (event.type === 'thoughtDelta' && number % 10 !== 9) expect(event.run).toBe(run.id);
        if (event.type === 'answer') answers.set(number, event.value);
        if (event.type === 'failed') answers.set(number, event.kind);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(answers.size).toBe(RUNS);
  for (const [number, value] of answers)
    expect([number, value]).toEqual([number, number % 10 === 9 ? 'cancelled' : 1000 + number]);
  await expect.poll(() => server.openConnections()).toBe(0);
  expect(process.listenerCount('unhandledRejection')).toBe(before);
});
