import { l10n } from 'vscode';
import type { IsolationReport } from '../../sandbox/index.ts';
import type { ModelChoice } from '../../panel/protocol.ts';
import type { LocalFindings } from './localFindings.ts';
import { localSections } from './localSection.ts';
import { cell, table } from './table.ts';

/** What the doctor found out. */
export interface Findings {
  /** Versions and the like, in order: what it is, and its value. */
  readonly system: readonly (readonly [string, string])[];
  readonly sandbox: IsolationReport & { readonly reducedAllowed: boolean };
  /** Models that Figscope runs itself. */
  readonly local: LocalFindings;
  readonly models: readonly ModelChoice[];
  readonly currentModel: string;
  /** Settings that differ from their default. */
  readonly settings: readonly (readonly [string, unknown])[];
  readonly runs: number;
  readonly storageBytes: number;
  /** The user's home folder, which the report does not name: reports are sent to others. */
  readonly home: string;
}

/** The doctor's report as Markdown. */
export function doctorReport(findings: Findings): string {
  const { system, models, currentModel, settings, runs, storageBytes, home } = findings;
  const sections = [
    `# ${l10n.t('Figscope: this machine')}`,
    table([l10n.t('What'), l10n.t('Value')], system),
    `## ${l10n.t('Sandbox')}`,
    ...sandboxSections(findings.sandbox),
    `## ${l10n.t('Models')}`,
    table(
      [l10n.t('Model'), l10n.t('Id'), l10n.t('Runs on'), l10n.t('Chosen')],
      models.map(({ id, label, where }) => [label, id, where, yes(id === currentModel)]),
    ),
    `## ${l10n.t('Models that Figscope runs')}`,
    ...localSections(findings.local),
    `## ${l10n.t('Settings that differ from their default')}`,
    settings.length === 0
      ? l10n.t('None.')
      : table(
          [l10n.t('Setting'), l10n.t('Value')],
          settings.map(([name, value]) => [name, JSON.stringify(value)]),
        ),
    `## ${l10n.t('Storage')}`,
    table(
      [l10n.t('What'), l10n.t('Value')],
      [
        [l10n.t('Runs of this workspace'), String(runs)],
        [l10n.t('Size of all that Figscope keeps'), `${(storageBytes / 1e6).toFixed(1)} MB`],
      ],
    ),
  ];
  return `${withoutHome(sections.join('\n\n'), home)}\n`;
}

function sandboxSections({
  usable,
  notices,
  node,
  layers,
  packages,
  timings,
  reducedAllowed,
}: Findings['sandbox']): string[] {
  const ready = Math.round(Math.max(0, ...Object.values(timings)));
  const verdict = usable
    ? l10n.t('It works: ready in {0} ms.', ready)
    : l10n.t('It does not start, so no code can run.');
  const facts = [
    [l10n.t('Node.js of the sandbox'), node ? `${node.version} (${node.path})` : '–'],
    [l10n.t('Reduced sandbox allowed on this machine'), yes(reducedAllowed)],
  ];
  return [
    verdict,
    ...(notices.length > 0 ? [notices.map((one) => `- ${line(one)}`).join('\n')] : []),
    table([l10n.t('What'), l10n.t('Value')], facts),
    ...(layers.length > 0
      ? [
          table(
            [l10n.t('Layer of isolation'), l10n.t('In force'), l10n.t('Detail')],
            layers.map(({ name, inForce, detail }) => [name, yes(inForce), detail]),
          ),
        ]
      : []),
    ...(packages.length > 0
      ? [
          table(
            [l10n.t('Python package'), l10n.t('Version'), l10n.t('Available'), l10n.t('From')],
            packages.map(({ name, version, available, from }) => [
              name,
              version ?? '–',
              yes(available),
              from,
            ]),
          ),
        ]
      : []),
  ];
}

function yes(holds: boolean): string {
  return holds ? l10n.t('yes') : l10n.t('no');
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Paths of the home folder begin with `~`. On Windows they may be written with either slash and a small drive letter; in settings they
 * are JSON, and in tables Markdown.
 */
function withoutHome(text: string, home: string): string {
  if (home.length < 2) return text;
  const spellings = [home, home.replaceAll('\\', '/')]
    .flatMap((one) => [one, JSON.stringify(one).slice(1, -1)])
    .flatMap((one) => [one, cell(one)]);
  const any = spellings.map((one) => one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return text.replace(new RegExp(any, 'gi'), '~');
}
