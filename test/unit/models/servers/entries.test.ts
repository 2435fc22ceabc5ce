import { describe, expect, it } from 'vitest';
import { readEntries } from '../../../../src/models/servers/entries.ts';

const lab = { name: 'lab', url: 'http://gpu01:8000', model: 's1-vl-32b' };

describe('a list of entries, as in the settings', () => {
  it('keeps the good ones beside the bad ones, and names the place', () => {
    const { models, problems } = readEntries(
      [lab, { ...lab, name: 'x y' }, null, lab, { ...lab, name: 'desk', keyEnv: 'OPENAI_API_KEY' }],
      { trusted: true, place: 'figscope.models' },
    );
    expect(models.map(({ name, url }) => [name, url])).toEqual([
      ['lab', 'http://gpu01:8000/v1'],
      ['desk', 'http://gpu01:8000/v1'],
    ]);
    expect(problems).toEqual([
      expect.stringMatching(/^figscope\.models\[1\]\.name is "x y"/u),
      expect.stringMatching(/^figscope\.models\[2\] must be an object \{ … \}, not null/u),
      expect.stringMatching(
        /^figscope\.models\[3\]\.name: "lab" is the name of figscope\.models\[0\]/u,
      ),
    ]);
  });

  it.each([undefined, null, {}, 'lab', 3])(
    'that is none (%s) is a problem, not an exception',
    (value) => {
      expect(readEntries(value, { trusted: true })).toEqual({
        models: [],
        problems: ['models must be a list [ … ] of models.'],
      });
    },
  );
});
