import { describe, expect, it } from 'vitest';
import { readLocalEntries } from '../../../../src/models/local/entries.ts';

const folder = '/home/ada/project';

describe('a list of local models', () => {
  it('is read, with folders relative to its file', () => {
    const { models, problems } = readLocalEntries(
      [
        { name: 'a', folder: 'models/a' },
        { name: 'b', folder: '/data/b', device: 'cuda', dtype: 'q4', limits: { images: 3 } },
      ],
      { trusted: true, folder },
    );
    expect(problems).toEqual([]);
    expect(models).toEqual([
      { name: 'a', folder: '/home/ada/project/models/a' },
      { name: 'b', folder: '/data/b', device: 'cuda', dtype: 'q4', limits: { images: 3 } },
    ]);
  });

  it('of a project may only name folders inside of it', () => {
    const paths = [
      '/data/b',
      '../b',
      'x/../../b',
      '\\\\evil\\share',
      '//evil/share',
      'C:\\b',
      'c:b',
    ];
    const entries = paths.map((path, index) => ({ name: `m${index}`, folder: path }));
    const { models, problems } = readLocalEntries(
      [...entries, { name: 'good', folder: './models/..good' }],
      { trusted: false, folder },
    );
    expect(models.map(({ name }) => name)).toEqual(['good']);
    expect(problems).toHaveLength(paths.length);
    expect(problems[0]).toBe(
      "local[0].folder: a project's file may only name folders inside of its own (it may come from somebody else). Move this model into your own file, or call it by its path: --model local:PATH",
    );
  });

  it.each([
    [{}, 'must be a list [ … ] of local models'],
    [[{ folder: 'a' }], 'local[0].name is missing'],
    [[{ name: 'a' }], 'local[0].folder is missing'],
    [[{ name: 'a', folder: '' }], 'local[0].folder must not be empty'],
    [[{ name: '../a', folder: 'a' }], 'local[0].name is "../a"'],
    [[{ name: 'a', folder: 'a', device: 'gpu' }], 'local[0].device must be one of "auto", "cpu"'],
    [[{ name: 'a', folder: 'a', threads: 0 }], 'local[0].threads must be more than 0'],
    [
      [{ name: 'a', folder: 'a', sampling: { topP: 2 } }],
      'local[0].sampling.topP must be at most 1',
    ],
    [[{ name: 'a', folder: 'a', url: 'x' }], 'local[0].url is not a field that Figscope knows'],
    [
      [{ name: 'a', folder: 'a', profile: 's1v' }],
      'There is no profile "s1v". Did you mean "s1vl"?',
    ],
    [
      [
        { name: 'a', folder: 'a' },
        { name: 'a', folder: 'b' },
      ],
      'local[1].name: "a" is the name of local[0] already',
    ],
  ])('%j is told with its place', (value, words) => {
    const { problems } = readLocalEntries(value, { trusted: true, folder });
    expect(problems.join('\n')).toContain(words);
  });
});
