import { l10n, type SecretStorage } from 'vscode';
import { remoteHost } from '../../models/servers/baseUrl.ts';
import { modelEntries } from '../settings.ts';
import type { Entry } from './entry.ts';
import { SERVER } from './ids.ts';

/** What of an entry is needed to list it. Whether the rest is right is checked when it is loaded. */
interface Listed {
  readonly name: string;
  readonly url: string;
  readonly model: string;
  readonly label?: string;
}

/** The models of `figscope.models`, without reading what checks and runs them. */
export function listedServers(secrets: SecretStorage | undefined): readonly Entry[] {
  const written = modelEntries();
  if (!Array.isArray(written)) return [];
  return written.filter(isListed).map(({ name, url, model, label }): Entry => {
    const host = remoteHost(url);
    return {
      choice: {
        id: `${SERVER}${name}`,
        label: label ?? l10n.t('{0} on {1}', model, new URL(url).host),
        where: host ?? l10n.t('this machine'),
        detail: l10n.t('{0} at {1}', model, url),
      },
      group: host === undefined ? 'machine' : 'servers',
      ...(host !== undefined && { host }),
      load: async () => (await import('./work.ts')).modelWork.load(name, secrets),
    };
  });
}

function isListed(value: unknown): value is Listed {
  const { name, url, model, label } = Object(value) as Readonly<Record<string, unknown>>;
  return (
    isText(name) &&
    isText(model) &&
    isText(url) &&
    URL.canParse(url) &&
    (label === undefined || isText(label))
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
