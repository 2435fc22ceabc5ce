import { lm, type Disposable, type LanguageModelTool } from 'vscode';
import type { Services } from '../services.ts';
import { TOOL, type ToolName } from './ids.ts';

/** Figscope's abilities as tools for the agents that run in VS Code. */
export function registerTools(services: Services): Disposable[] {
  return Object.values(TOOL).map((name) => lm.registerTool(name, lazyTool(name, services)));
}

/** What works is read at the first call. */
function lazyTool(name: ToolName, services: Services): LanguageModelTool<unknown> {
  const load = async () => (await import('./work.ts')).tools(services)[name];
  return {
    prepareInvocation: async ({ input }) => (await load()).prepare(input),
    invoke: async ({ input }, token) => (await load()).call(input, token),
  };
}
