import { describe, expect, it } from 'vitest';
import type { ChatMessage, ChatPart } from '../../../../src/inference/protocol.ts';
import { ChatTemplate, Tokenizer } from '../../../../src/inference/text/index.ts';
import { IMAGE, message, picture, PLAIN, user } from './conversations.ts';
import { dataJson, dataText, folderWith, readTemplate } from './folders.ts';

interface Case {
  readonly name: string;
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly Record<string, unknown>[];
  readonly thinking?: boolean;
  readonly text: string;
}

const cases = (await dataJson('renderings.json')) as readonly Case[];
const thinking = await readTemplate(await dataText('thinking.jinja'));

describe('a conversation', () => {
  it.each(cases)('is rendered as transformers does it: $name', (one) => {
    const { template, imageToken } = thinking;
    const { tools, thinking: enabled, messages } = one;
    const rendered = template.render(messages, { tools, thinking: enabled, imageToken });
    expect(rendered.text).toBe(one.text);
    expect(rendered.thoughtOpen).toBe(one.thinking !== false);
    expect(rendered.opening).toBe(one.thinking === false ? '' : '<think>\n');
  });

  it('gives its images in order', () => {
    const [first, second] = [1, 2].map((byte) => picture(byte)) as [ChatPart, ChatPart];
    const messages = [user(first, 'a', second)];
    expect(thinking.template.render(messages, thinking).images).toEqual([first, second]);
  });

  it('tells of templates whether they know thoughts', async () => {
    expect(thinking.template.thinking).toBe(true);
    expect((await readTemplate('{{ messages }}')).template.thinking).toBe(false);
  });
});

const plain = await readTemplate(PLAIN);

describe('images', () => {
  const userOnly = `{% for message in messages %}{% if message.content is string %}{{ message.content }}{% else %}{% for item in message.content %}{% if item.type == 'image' and message.role == 'user' %}<|image_pad|>{% else %}{{ item.text }}{% endif %}{% endfor %}{% endif %}{% endfor %}`;

  it('that the template leaves out are no silent loss', async () => {
    const { template, imageToken } = await readTemplate(userOnly);
    expect(template.render([user(IMAGE)], { imageToken }).images).toHaveLength(1);
    expect(() =>
      template.render([user(IMAGE), message('assistant', IMAGE, 'x')], { imageToken }),
    ).toThrow(
      expect.objectContaining({
        name: 'InferenceError',
        kind: 'prompt',
        message: expect.stringMatching(/2 images.*place for 1/) as string,
      }),
    );
  });

  it('are refused by a model that takes none', () => {
    expect(() => plain.template.render([user(IMAGE)], { imageToken: undefined })).toThrow(
      /takes no images/,
    );
  });
});

describe('a template', () => {
  const rendered = async (source: string, messages = [user('hello')]): Promise<string> => {
    const { template, imageToken } = await readTemplate(source);
    return template.render(messages, { imageToken }).text;
  };

  it('that refuses is quoted', async () => {
    await expect(rendered("{{ raise_exception('Only in turns, please') }}")).rejects.toMatchObject({
      kind: 'prompt',
      message: expect.stringContaining(
        'refuses this conversation: Only in turns, please',
      ) as string,
    });
  });

  it('that fails is named', async () => {
    await expect(rendered('{{ messages[0].content | unknown_filter }}')).rejects.toMatchObject({
      kind: 'prompt',
      message: expect.stringMatching(
        /chat_template\.jinja\) cannot render.*unknown_filter/i,
      ) as string,
    });
  });

  it('for lists only gets lists', async () => {
    expect(
      await rendered('{% for item in messages[0].content %}[{{ item.text }}]{% endfor %}'),
    ).toBe('[hello]');
  });

  it.each([
    [
      'goes on and on',
      '{% for a in range(9000) %}{% for b in range(99) %}{% if a and a and a and a %}{% endif %}{% endfor %}{% endfor %}',
      /come to an end/,
    ],
    [
      'asks for a long list',
      '{% for a in range(1000000000) %}x{% endfor %}',
      /range\(\) is too long/,
    ],
    [
      'writes ever more',
      "{% set ns = namespace(s='xxxxxxxxxxxxxxxx') %}{% for a in range(40) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}",
      /too long/,
    ],
    [
      'calls itself',
      '{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}',
      /cannot render/,
    ],
  ])('that %s is ended', async (_, source, words) => {
    await expect(rendered(source)).rejects.toMatchObject({
      kind: 'prompt',
      message: expect.stringMatching(words) as string,
    });
  });

  it('has the functions of Python for white space', async () => {
    const text = '\n\n  a\u001cb \ufeff\n';
    const source =
      "{{ messages[0].content.strip('\\n') }}|{{ messages[0].content.lstrip() }}|{{ messages[0].content.rstrip('\\n\\ufeff') }}|{{ '\\x1c x ' | trim }}|{{ messages[0].content | trim }}|{{ messages[0].content | trim | length }}";
    expect(
      await rendered(source.replaceAll('\\x1c', '\u001c').replaceAll('\\ufeff', '\ufeff'), [
        user(text),
      ]),
    ).toBe('  a\u001cb \ufeff|a\u001cb \ufeff\n|\n\n  a\u001cb |x|a\u001cb \ufeff|5');
    expect(await rendered("{{ messages[0].content.strip('a𝔘') }}", [user('𝔘a𝔘x𝔘a')])).toBe('x');
  });

  it('knows the day', async () => {
    expect(await rendered("{{ strftime_now('%Y-%m-%d %B %%') }}")).toMatch(
      /^20\d\d-[01]\d-[0-3]\d [A-Z][a-z]+ %$/,
    );
  });

  it('is told neither tools nor documents where there are none', async () => {
    expect(
      await rendered(
        '{{ tools is none }} {{ documents is none }} {{ enable_thinking is defined }} {{ add_generation_prompt }}',
      ),
    ).toBe('true true false true');
  });

  it('that cannot be parsed is refused when it is read', async () => {
    await expect(readTemplate('{% if %}')).rejects.toMatchObject({
      kind: 'files',
      message: expect.stringContaining('chat_template.jinja') as string,
    });
  });
});

describe('the file of a template', () => {
  const text = async (
    files: Readonly<Record<string, string>>,
    tools?: Record<string, unknown>[],
  ): Promise<string> => {
    const folder = await folderWith(files);
    const template = await ChatTemplate.read(folder, await Tokenizer.read(folder));
    return template.render([user('x')], { imageToken: undefined, tools }).text;
  };
  const config = (chat_template: unknown, rest: object = {}): string =>
    JSON.stringify({ chat_template, ...rest });

  it('is chat_template.jinja before the others', async () => {
    const all = {
      'chat_template.jinja': 'jinja',
      'chat_template.json': config('json'),
      'tokenizer_config.json': config('config'),
    };
    expect(await text(all)).toBe('jinja');
    const { 'chat_template.jinja': _jinja, ...two } = all;
    expect(await text(two)).toBe('json');
    expect(await text({ 'tokenizer_config.json': config('config') })).toBe('config');
  });

  it('may hold several by name', async () => {
    const list = [
      { name: 'default', template: 'usual' },
      { name: 'tool_use', template: 'tools' },
    ];
    const files = { 'tokenizer_config.json': config(list) };
    expect(await text(files)).toBe('usual');
    expect(await text(files, [{ type: 'function' }])).toBe('tools');
    expect(await text(files, [])).toBe('usual');
  });

  it('gives the tokens that templates name', async () => {
    const files = {
      'tokenizer_config.json': config('{{ bos_token }}{{ eos_token }}{{ pad_token is defined }}', {
        bos_token: '<s>',
        eos_token: { content: '</s>' },
        pad_token: null,
      }),
    };
    expect(await text(files)).toBe('<s></s>false');
  });

  it('is missed when there is none', async () => {
    await expect(text({ 'tokenizer_config.json': config(5) })).rejects.toMatchObject({
      kind: 'files',
      message: expect.stringContaining('has no chat template') as string,
    });
  });
});
