import type { Engine } from '../description.ts';
import { adviceOn } from './advice.ts';
import { finding, type Finding, type FindingId } from './finding.ts';
import { gives } from './numbers.ts';
import { calledRight, ONE_COUNT, TWO_COUNTS } from './questions.ts';
import type { Probed } from './reply.ts';

/** Does the reply stream? A server that holds everything back until the end sends one piece. */
export function streamingFinding(probed: Probed): Finding {
  if (!probed.ok)
    return finding('streaming', 'fails', probed.error.message, { value: probed.error.kind });
  const { reply } = probed;
  if (reply.text === '' && reply.thought === '')
    return finding('streaming', 'fails', 'The reply is empty.', {
      value: 'empty',
      advice:
        'Try the model in the server’s own chat, and look at the chat template that it is served with.',
    });
  if (reply.pieces < 2)
    return finding(
      'streaming',
      'limited',
      'It replies, but in one piece: nothing is shown until a turn is complete.',
      {
        value: false,
        advice: 'A proxy between may hold the stream back; switch its buffering off.',
      },
    );
  return finding('streaming', 'works', `Replies stream (${reply.pieces} pieces).`, { value: true });
}

/** Where a model that thinks puts its thoughts: fields of the reply, none when they stand in the text, or why that is not known. */
export type Thoughts = { readonly fields: readonly string[] } | { readonly problem: string };

/** @param thoughts undefined for a model that did not think */
export function reasoningFinding(thoughts: Thoughts | undefined, engine: Engine): Finding {
  if (!thoughts)
    return finding('reasoning', 'works', 'It answered without thoughts apart from its text.', {
      value: 'none',
    });
  if ('problem' in thoughts)
    return finding(
      'reasoning',
      'works',
      `It thinks; which field that comes in is not known. ${thoughts.problem}`,
    );
  const [name] = thoughts.fields;
  if (name !== undefined)
    return finding(
      'reasoning',
      'works',
      `Thoughts come in the field ${thoughts.fields.join(' and ')}.`,
      {
        value: name,
      },
    );
  return finding('reasoning', 'works', 'Thoughts stand in the text, before </think>.', {
    value: 'inline',
    advice: adviceOn('reasoning', engine),
  });
}

/** Is one picture taken, and seen? */
export const imageFinding = (probed: Probed, engine: Engine): Finding =>
  seen('image', probed, [ONE_COUNT], engine);

/** Are two pictures in one message taken, and seen apart? */
export const imagesFinding = (probed: Probed, engine: Engine): Finding =>
  seen('images', probed, TWO_COUNTS, engine);

function seen(
  id: 'image' | 'images',
  probed: Probed,
  counts: readonly number[],
  engine: Engine,
): Finding {
  const what = id === 'image' ? 'A picture' : 'Two pictures in one message';
  if (!probed.ok) {
    const { kind, message } = probed.error;
    const refused = kind === 'noImages' || kind === 'refused' || kind === 'context';
    const advice = kind === 'context' ? adviceOn('context', engine) : adviceOn(id, engine);
    return finding(id, 'fails', `${what} ${id === 'image' ? 'is' : 'are'} refused. ${message}`, {
      value: refused ? 'refused' : kind,
      advice: refused ? advice : undefined,
    });
  }
  const { text, end } = probed.reply;
  const right = counts.join(' and ');
  if (gives(text, counts))
    return finding(id, 'works', `${what}: seen right (${right} red squares).`, { value: 'seen' });
  if (text === '' && end === 'length')
    return finding(
      id,
      'limited',
      `${what}: accepted, but the model was still thinking when its tokens ended.`,
      {
        value: 'unfinished',
        advice:
          'Allow longer replies ("sampling": {"maxTokens": 16384}), or switch long thinking off ("thinking": false).',
      },
    );
  const answer = text === '' ? 'nothing' : `“${text.length > 80 ? `${text.slice(0, 79)}…` : text}”`;
  return finding(
    id,
    'limited',
    `${what}: accepted, but the answer is wrong (${answer} instead of ${right} red squares).`,
    {
      value: 'wrong',
      advice:
        'The model may be weak, or the server drops images without a word: look whether it is a vision model, and whether its chat template has a place for images.',
    },
  );
}

export function toolsFinding(probed: Probed, engine: Engine, needed: boolean): Finding {
  const bad = needed ? 'fails' : 'limited';
  if (!probed.ok)
    return finding('tools', bad, `Function calling does not work. ${probed.error.message}`, {
      value: false,
      advice: adviceOn('tools', engine),
    });
  const { calls } = probed.reply;
  if (calledRight(calls))
    return finding('tools', 'works', 'Function calling works.', { value: true });
  return finding(
    'tools',
    bad,
    calls.length > 0
      ? 'The model called a function, but not as it was asked to.'
      : 'The model was offered a function and did not call it.',
    { value: false, advice: adviceOn('tools', engine) },
  );
}

/** @param probed the request that repeats an earlier one and goes on */
export function cacheFinding(probed: Probed, engine: Engine): Finding {
  const id: FindingId = 'cache';
  if (!probed.ok)
    return finding(id, 'untested', `The prefix cache could not be tried. ${probed.error.message}`);
  const { cachedTokens, promptTokens } = probed.reply.usage;
  if (cachedTokens === undefined)
    return finding(id, 'untested', 'The server does not say what its prefix cache spares.', {
      advice: adviceOn('cache', engine),
    });
  const of = promptTokens === undefined ? '' : ` of ${promptTokens}`;
  if (cachedTokens > 0)
    return finding(
      id,
      'works',
      `The prefix cache works: ${cachedTokens}${of} tokens of the second request came from it.`,
      {
        value: cachedTokens,
      },
    );
  return finding(
    id,
    'limited',
    'No token of the second request came from the prefix cache: long runs will be slow.',
    {
      value: 0,
      advice: `Switch prefix caching on in the server. Some cache long prompts only, and this one was short${promptTokens === undefined ? '' : ` (${promptTokens} tokens)`}.`,
    },
  );
}
