import type { Services } from '../services.ts';
import { askTool } from './ask.ts';
import { TOOL, type ToolName } from './ids.ts';
import { inspectTool } from './inspect.ts';
import { runPythonTool } from './runPython.ts';
import type { Tool } from './tool.ts';

/** The tools by their names. */
export function tools({
  sessions,
  models,
}: Pick<Services, 'sessions' | 'models'>): Record<ToolName, Tool> {
  return {
    [TOOL.inspect]: inspectTool(sessions),
    [TOOL.runPython]: runPythonTool(sessions),
    [TOOL.ask]: askTool(sessions, models),
  };
}
