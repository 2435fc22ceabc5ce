import { l10n } from 'vscode';
import type { FindingStatus } from '../../../models/servers/probe/finding.ts';
import type { ModelTest } from '../../../models/servers/test.ts';
import { escaped } from '../../escaped.ts';

/** What a test found, as Markdown. Names and words of servers act as nothing. */
export function testReport({ name, url, model, usable, findings }: ModelTest): string {
  const marks: Readonly<Record<FindingStatus, string>> = {
    works: l10n.t('✔ works'),
    limited: l10n.t('! limited'),
    fails: l10n.t('✘ fails'),
    untested: l10n.t('– not tested'),
  };
  return [
    `# ${escaped(l10n.t('Test of {0}', name))}`,
    '',
    escaped(l10n.t('{0} at {1}', model, url)),
    '',
    usable
      ? l10n.t('A run can be done with this model.')
      : l10n.t('No run can be done with this model as it is: see what fails.'),
    '',
    ...findings.flatMap(({ status, text, advice }) => [
      `- **${marks[status]}** ${escaped(text)}`,
      ...(advice === undefined ? [] : [`  ${escaped(advice)}`]),
    ]),
    '',
  ].join('\n');
}
