import { workspace } from 'vscode';
import { SETTING } from '../settingKeys.ts';

/** Settings of the extension that differ from their default, with the value in force. */
export function changedSettings(): [string, unknown][] {
  const configuration = workspace.getConfiguration();
  return Object.values(SETTING).flatMap((name): [string, unknown][] => {
    const value = configuration.get<unknown>(name);
    const standard = configuration.inspect<unknown>(name)?.defaultValue;
    return JSON.stringify(value) === JSON.stringify(standard) ? [] : [[name, value]];
  });
}
