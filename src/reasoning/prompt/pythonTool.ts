import type { ToolSpec } from '../model.ts';

/** The one tool of models with native function calling. */
export const PYTHON_TOOL: ToolSpec = Object.freeze({
  name: 'python',
  description:
    'Runs Python on the figure in a sandbox: crop, zoom, enhance, mark, measure, compute. Variables stay from call to call. What it prints, and every image that it shows with figkit.show(image), comes back.',
  parameters: {
    type: 'object',
    properties: {
      code: { type: 'string', description: 'Python source, as of one notebook cell' },
    },
    required: ['code'],
    additionalProperties: false,
  },
});
