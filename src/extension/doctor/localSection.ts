import { l10n } from 'vscode';
import { DEVICE_NAMES, type LoadedModel, type Measured } from '../../models/local/index.ts';
import { sizeWords, speedWords } from '../models/amounts.ts';
import { loadedFacts } from '../models/local/benchReport.ts';
import type { LocalFindings } from './localFindings.ts';
import { table } from './table.ts';

/** The part of the report on models that Figscope runs on this machine. */
export function localSections({
  node,
  machine,
  loaded,
  folder,
  problems,
}: LocalFindings): readonly string[] {
  const facts: (readonly [string, string])[] = [
    [
      l10n.t('Node.js of the inference process'),
      node ? `${node.version} (${node.path})${node.electron ? ', Electron' : ''}` : '–',
    ],
    [l10n.t('ONNX Runtime'), machine?.runtime ?? '–'],
    [l10n.t('Physical cores'), machine ? String(machine.cores) : '–'],
    [l10n.t('Free memory'), machine ? sizeWords(machine.freeBytes) : '–'],
    [l10n.t('Folder of installed models'), folder],
    [l10n.t('Loaded model'), loaded ? loaded.architecture : l10n.t('none')],
    ...(loaded
      ? [
          [l10n.t('It runs on'), whereWords(loaded)] as const,
          [l10n.t('How it is loaded'), loadedFacts(loaded)] as const,
        ]
      : []),
  ];
  return [
    ...(problems.length > 0
      ? [problems.map((one) => `- ${one.replace(/\s+/gu, ' ')}`).join('\n')]
      : []),
    table([l10n.t('What'), l10n.t('Value')], facts),
    ...(machine
      ? [
          table(
            [l10n.t('Runs on'), l10n.t('Works'), l10n.t('Detail')],
            machine.providers.map(({ device, works, detail }) => [
              DEVICE_NAMES[device],
              works ? l10n.t('yes') : l10n.t('no'),
              detail,
            ]),
          ),
        ]
      : []),
  ];
}

/** Why a model runs where it does, as far as that was measured. */
function whereWords({ device, measured }: LoadedModel): string {
  const found = measured.map(measuredWords).join('; ');
  return found === '' ? DEVICE_NAMES[device] : `${DEVICE_NAMES[device]} (${found})`;
}

function measuredWords({ device, decodeTokensPerSecond, problem }: Measured): string {
  const name = DEVICE_NAMES[device];
  if (problem !== undefined) return `${name}: ${problem}`;
  return decodeTokensPerSecond === undefined
    ? name
    : `${name}: ${l10n.t('{0} tokens/s', speedWords(decodeTokensPerSecond))}`;
}
