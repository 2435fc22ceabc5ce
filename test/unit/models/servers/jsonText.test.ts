import { describe, expect, it } from 'vitest';
import { JsonTextError, parseJsonText } from '../../../../src/models/servers/jsonText.ts';

function errorOf(text: string): JsonTextError {
  try {
    parseJsonText(text);
  } catch (error) {
    if (error instanceof JsonTextError) return error;
    throw error;
  }
  throw new Error('It was read.');
}

describe('parseJsonText', () => {
  it.each(['{}', '[1, -2.5e3, true, null, "a\\u00b5\\n"]', '\ufeff{"a": {"b": []}}', ' "x" '])(
    'reads %s',
    (text) => {
      expect(parseJsonText(text)).toEqual(JSON.parse(text.replace('\ufeff', '')));
    },
  );

  it.each<[string, string, number, number, RegExp]>([
    ['a comma too many', '{\n  "a": 1,\n}', 2, 9, /comma after the last field must go/u],
    ['a comma too many in a list', '[1, 2,]', 1, 6, /comma after the last value must go/u],
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', 3, 3, /comma or a \} is missing/u],
    ['a missing colon', '{"a" 1}', 1, 6, /colon is missing/u],
    ['a comment', '{\n  // my server\n  "a": 1\n}', 2, 3, /no comments/u],
    ['a block comment', '{"a": /* x */ 1}', 1, 7, /no comments/u],
    ['single quotes', "{'a': 1}", 1, 2, /double quotes/u],
    ['a name without quotes', '{a: 1}', 1, 2, /double quotes/u],
    ['a value without quotes', '{"a": yes}', 1, 7, /yes is no JSON/u],
    ['True of Python', '{"a": True}', 1, 7, /True is no JSON/u],
    ['a single backslash', '{"a": "C:\\models"}', 1, 10, /backslash/u],
    ['an open text', '{"a": "b\n}', 1, 7, /never closed/u],
    ['an open object', '{"a": 1', 1, 1, /never closed with a \}/u],
    ['an open list', '{"a": [1, 2', 1, 7, /never closed with a \]/u],
    ['text behind the end', '{} {}', 1, 4, /ends before this/u],
    ['nothing', '', 1, 1, /text ends here/u],
    ['a missing value', '{"a": }', 1, 7, /value is missing/u],
    ['a number that is none', '{"a": 1.}', 1, 8, /comma or a \} is missing/u],
    ['a leading zero', '[01]', 1, 3, /comma or a \] is missing/u],
  ])('places %s', (_, text, line, column, what) => {
    const error = errorOf(text);
    expect(error.what).toMatch(what);
    expect({ line: error.line, column: error.column }).toEqual({ line, column });
    expect(error.message).toContain(`line ${line}, column ${column}`);
  });

  it('survives what is nested without end', () => {
    expect(errorOf('['.repeat(100_000)).what).toMatch(/nested too deeply/u);
    const whole = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(errorOf(whole).what).toMatch(/nested too deeply/u);
    expect(parseJsonText('['.repeat(150) + ']'.repeat(150))).toHaveLength(1);
  });

  it('survives texts without end', () => {
    expect(errorOf(`{"a": "${'x'.repeat(1_000_000)}`).what).toMatch(/never closed/u);
  });

  it('finds a place for whatever JSON.parse refuses', () => {
    const good = '{"models": [{"name": "a-1", "url": "http://x/v1", "n": [1.5, true, null]}]}';
    for (let cut = 0; cut < good.length; cut += 1)
      for (const text of [good.slice(0, cut), good.slice(0, cut) + good.slice(cut + 1)]) {
        let refused = false;
        try {
          JSON.parse(text);
        } catch {
          refused = true;
        }
        if (!refused) continue;
        const { what, line } = errorOf(text);
        expect(what, text).not.toMatch(/JSON at position|is not valid JSON/u);
        expect(line).toBe(1);
      }
  });
});
