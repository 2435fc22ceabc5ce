import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../fixtures/encode/png.ts';
import { decodePng, FORMATS, SCRIPTED, type ChatRequest } from '../../../fixtures/servers/index.ts';
import type { ScriptedReply, SentMessage } from '../../../fixtures/servers/index.ts';

function message(role: SentMessage['role'], text: string): SentMessage {
  return { role, text, images: [], toolCalls: [] };
}

function request(...messages: readonly SentMessage[]): ChatRequest {
  return { model: 'm', messages, tools: [], stop: [], stream: true, includeUsage: true, body: {} };
}

const QUESTION = message(
  'user',
  'Figure image_1: "nuclei.png", 720×540 px\nMode auto: …\nTurns left: 10.\nQuestion:\nHow many nuclei?',
);
const codeOf = ({ text = '', toolCalls }: ScriptedReply) =>
  text + (toolCalls?.map((call) => JSON.stringify(call.arguments)).join('') ?? '');

describe.each(FORMATS)('models that write %s', (format) => {
  it('answer with the number that the observation has, not with one of their own', () => {
    const model = SCRIPTED.nuclei({ format });
    const first = model(request(QUESTION), 0);
    expect(codeOf(first)).toMatch(/count/u);
    const turn = message('assistant', first.text ?? '');
    const seen = (turnNumber: number, text: string) =>
      message('user', `Observation of turn ${turnNumber}.\n${text}\nTurns left: 8.`);
    const counted = seen(
      1,
      'count: 31\nImage t1-1: 9×9 px, shows image_1 region [0, 0, 9, 9] at 1×.',
    );
    const zoom = model(request(QUESTION, turn, counted), 1);
    expect(codeOf(zoom)).toContain('240');
    const answer = model(request(QUESTION, turn, counted, turn, seen(2, 'nothing')), 2);
    expect(answer.text).toContain('\\boxed{31}');
    expect(answer.text).toContain('[t1-1]');
    expect(answer.text).not.toContain('[t2-1]');
  });

  it('mend broken code once they read the error', () => {
    const model = SCRIPTED.brokenCode({ format });
    const broken = codeOf(model(request(QUESTION), 0));
    const observation = message(
      'user',
      "Observation of turn 1.\nerror:\n```text\nSyntaxError: '(' was never closed\n```",
    );
    const mended = codeOf(model(request(QUESTION, message('assistant', broken), observation), 1));
    expect(broken).toMatch(/print\(\\?"done\\?"(?!\))/u);
    expect(mended).not.toContain('done');
  });
});

it('the decoder gives back what was encoded', () => {
  const rgb = Uint8Array.from({ length: 7 * 5 * 3 }, (_, index) => (index * 37) % 256);
  const { width, height, data } = decodePng(encodePng({ width: 7, height: 5, rgb }));
  expect([width, height]).toEqual([7, 5]);
  expect(data).toEqual(rgb);
});
