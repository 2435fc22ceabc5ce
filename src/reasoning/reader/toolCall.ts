import { codeIn } from './code.ts';

/**
 * The Python in a `<tool_call>`: `{"name": …, "arguments": {"code": …}}`, arguments as a JSON string, the
 * XML-like form of Qwen's coder models, or a fence.
 * @returns the code, or a sentence that says why there is none.
 */
export function codeInToolCall(raw: string): { code: string } | { reason: string } {
  const parameter = /<parameter=(?:code|python|script)>\n?([\s\S]*?)(?:<\/parameter>|$)/u.exec(raw);
  if (parameter?.[1]?.trim()) return { code: codeIn(parameter[1]) };
  const json = parseJson(raw);
  const code = json === undefined ? undefined : findCode(json);
  if (code?.trim()) return { code: codeIn(code) };
  if (json === undefined && /```/u.test(raw))
    return { code: codeIn(raw.slice(raw.indexOf('```'))) };
  return {
    reason: json === undefined ? 'a tool call that is not JSON' : 'a tool call without code',
  };
}

function parseJson(raw: string): unknown {
  const start = raw.indexOf('{');
  const end = raw.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(raw.slice(start, end + 1));
  } catch {
    // Not JSON: the caller tells the model so.
    return undefined;
  }
}

function findCode(value: unknown, depth = 0): string | undefined {
  if (depth > 3 || typeof value !== 'object' || value === null) return undefined;
  const record = value as Record<string, unknown>;
  for (const key of ['code', 'python', 'script', 'source']) {
    const found = record[key];
    if (typeof found === 'string') return found;
  }
  for (const key of ['arguments', 'parameters', 'input', 'function']) {
    const inner = record[key];
    const found = findCode(typeof inner === 'string' ? parseJson(inner) : inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
