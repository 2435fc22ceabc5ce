/** The language-model tools, as package.json contributes them. */
export const TOOL = {
  inspect: 'figscope_inspect',
  runPython: 'figscope_run_python',
  ask: 'figscope_ask',
} as const;

export type ToolName = (typeof TOOL)[keyof typeof TOOL];
