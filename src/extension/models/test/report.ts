import { l10n } from 'vscode';
import type { FindingStatus } from '../../../models/servers/probe/finding.ts';
import type { ModelTest } from '../../../models/servers/test.ts';
import { oneLine } from '../../../reasoning/messages/fence.ts';

/** What a test found, as plain text that can be handed on. */
export function testReport({ name, url, model, usable, findings }: ModelTest): string {
  const marks: Readonly<Record<FindingStatus, string>> = {
    works: l10n.t('✔ works'),
    limited: l10n.t('! limited'),
    fails: l10n.t('✘ fails'),
    untested: l10n.t('– not tested'),
  };
  const width = Math.max(...Object.values(marks).map((mark) => mark.length)) + 2;
  return [
    l10n.t('Test of {0}', name),
    oneLine(l10n.t('{0} at {1}', model, url)),
    '',
    ...findings.flatMap(({ status, text, advice }) => [
      `${marks[status].padEnd(width)}${oneLine(text)}`,
      ...(advice === undefined ? [] : [`${' '.repeat(width)}${oneLine(advice)}`]),
    ]),
    '',
    usable
      ? l10n.t('A run can be done with this model.')
      : l10n.t('No run can be done with this model as it is: see what fails.'),
    '',
  ].join('\n');
}
