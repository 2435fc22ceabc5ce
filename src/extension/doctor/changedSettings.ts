import { workspace } from 'vscode';
import { SETTING } from '../settingKeys.ts';

/** Settings of the extension that differ from their default, with the value in force. */
export function changedSettings(): [string, unknown][] {
  const configuration = workspace.getConfiguration();
  return Object.values(SETTING).flatMap((name): [string, unknown][] => {
    const value = configuration.get<unknown>(name);
    const standard = configuration.inspect<unknown>(name)?.defaultValue;
    return JSON.stringify(value) === JSON.stringify(standard) ? [] : [[name, shown(name, value)]];
  });
}

/** The report is handed on with issues: of models it has the names alone, not addresses, headers and folders. */
function shown(setting: string, value: unknown): unknown {
  const named = [SETTING.models, SETTING.localModels].some((key) => key === setting);
  if (!named || !Array.isArray(value)) return value;
  return value.map((one) => (Object(one) as { readonly name?: unknown }).name);
}
