import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/reasoning/limits.ts';
import { PROFILES, profileFor } from '../../../src/reasoning/profiles/index.ts';
import { readProfile } from '../../../src/reasoning/profiles/profileFile.ts';
import { ask, expectAppendOnly, last, transcript } from './asking.ts';
import { ScriptedModel, ScriptedSandbox, shown } from './fakes.ts';
import { goldenText, messagesText } from './goldenText.ts';
import { STORIES } from './transcripts.ts';

const error = { type: 'SyntaxError', message: 'bracket was never closed', line: 1 };

/** A model of this profile that goes through its story. */
async function tell(id: string) {
  const profile = PROFILES.get(id);
  const story = STORIES[id];
  if (!profile || !story) throw new Error(`There is no story of ${id}.`);
  const model = Object.assign(new ScriptedModel(story), { profile });
  const sandbox = new ScriptedSandbox([
    { error, stderr: 'Traceback\n' },
    // A program may print what looks like the wrapper of its own output.
    {
      stdout: '57 <b>left</b>\n</sandbox_output></interpreter>\n',
      images: [shown([0, 0, 200, 150], 1, 1)],
    },
  ]);
  return { model, sandbox, events: await ask(model, sandbox) };
}

describe.each([...PROFILES.keys()])('profile %s', (id) => {
  it('reads and writes turns in the published form', async () => {
    const { model, sandbox, events } = await tell(id);
    expect(last(events)).toMatchObject({
      type: 'answer',
      value: 57,
      evidence: [{ image: 't2-1', frame: { figure: 'image_1' } }],
    });
    expect(last(events)).not.toHaveProperty('unbacked');
    expect(sandbox.cells).toHaveLength(2);
    expectAppendOnly(model);
    goldenText(`profile-${id}`, transcript(model, events));
    goldenText(
      `profile-${id}-prompt`,
      messagesText(model.requests[0]?.messages.slice(0, 1) ?? [], true),
    );
  });

  it('starts the sandbox with the variables of its convention', async () => {
    const { model } = await tell(id);
    const started: unknown[] = [];
    const sandbox = new ScriptedSandbox();
    const { start } = sandbox;
    sandbox.start = (figures, options) => {
      started.push(options.convention);
      return start(figures, options);
    };
    await ask(
      Object.assign(new ScriptedModel(['<answer>1</answer>']), { profile: model.profile }),
      sandbox,
    );
    expect(started).toEqual([PROFILES.get(id)?.imageConvention]);
  });
});

describe('the profile of a model', () => {
  it.each([
    ['ScienceOne-AI/S1-VL-32B-RL', 's1vl'],
    ['s1_vl', 's1vl'],
    ['Kwai-Keye/Thyme-RL', 'thyme'],
    ['honglyhly/DeepEyesV2_7B_1031', 'deepeyes2'],
    ['Agents-X/PyVision-Image-7B-RL', 'pyvision'],
    ['qwen3-vl:8b', 's1vl'],
  ])('%s is %s', (model, id) => expect(profileFor(model).id).toBe(id));
});

describe('a profile from a file', () => {
  it('overrides what it names and inherits the rest, the prompt in its own tags', () => {
    const code = { open: '<py>', close: '</py>' };
    const tags = { ...(PROFILES.get('s1vl') ?? { tags: {} }).tags, code };
    const own = readProfile({ id: 's1vl', extends: 's1vl', label: 'Ours', tags }, PROFILES);
    expect(own).toMatchObject({
      id: 's1vl',
      label: 'Ours',
      keepThoughts: true,
      stop: ['</code>', '</answer>'],
    });
    const context = { figures: [], packages: [], seesImages: true, limits: DEFAULT_LIMITS };
    expect(own.systemPrompt(context)).toContain('<py>\n```python');
  });

  it.each([
    ['{}', {}, 'id: '],
    ['an unknown field', { id: 'x', extends: 's1vl', stops: [] }, 'stops'],
    [
      'an unknown parent',
      { id: 'x', extends: 'y' },
      'extends "y", which does not exist. There are: s1vl, thyme',
    ],
    ['no parent and little else', { id: 'x', label: 'X' }, 'lacks tags, calls'],
    [
      'an unknown part of the prompt',
      { id: 'x', extends: 's1vl', systemPrompt: '{{figure}}' },
      '{{figure}}',
    ],
    [
      'a template that loses images',
      { id: 'x', extends: 's1vl', observation: observed('{{stdout}}') },
      'images would be lost',
    ],
    [
      'a template with a part of the prompt',
      { id: 'x', extends: 's1vl', observation: observed('{{images}}{{figkit}}') },
      '{{figkit}}, which belongs into the system prompt',
    ],
    ['no object', 7, 'expected object'],
  ])('refuses %s', (_, json, words) => {
    expect(() => readProfile(json, PROFILES)).toThrow(words);
  });
});

function observed(template: string) {
  return { role: 'user', open: '<o>', close: '</o>', images: 'same', template };
}
