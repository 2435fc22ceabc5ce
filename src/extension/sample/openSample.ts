import { homedir } from 'node:os';
import { commands, l10n, Uri, window, workspace } from 'vscode';
import { sampleNotebook, sampleText } from './contents.ts';

const FIGURES = ['nuclei.png', 'particles.png', 'bars.png'] as const;
const FOLDER = 'figscope-sample';

/** Writes the sample workspace into a folder that the user chooses, and opens it. Nothing that exists is overwritten unasked. */
export async function openSample(extension: Uri): Promise<void> {
  const [parent] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: Uri.file(homedir()),
      openLabel: l10n.t('Put the Sample Here'),
      title: l10n.t('Where should the folder {0} be made?', FOLDER),
    })) ?? [];
  if (!parent) return;
  const folder = Uri.joinPath(parent, FOLDER);
  if (!(await mayWrite(folder))) return;
  await writeSample(extension, folder);
  const openInNewWindow = (workspace.workspaceFolders ?? []).length > 0;
  await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: openInNewWindow });
}

async function mayWrite(folder: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(folder);
  } catch {
    // It is not there yet.
    return true;
  }
  const overwrite = l10n.t('Write the Sample Again');
  const answer = await window.showWarningMessage(
    l10n.t('There is a folder {0} already.', folder.fsPath),
    { modal: true, detail: l10n.t('Its sample files would be overwritten; others stay.') },
    overwrite,
  );
  return answer === overwrite;
}

async function writeSample(extension: Uri, folder: Uri): Promise<void> {
  await workspace.fs.createDirectory(folder);
  const pictures = await Promise.all(
    FIGURES.map(async (name) => {
      const bytes = await workspace.fs.readFile(Uri.joinPath(extension, 'media', 'samples', name));
      await workspace.fs.writeFile(Uri.joinPath(folder, name), bytes);
      return { name, bytes };
    }),
  );
  const text = (name: string, content: string) =>
    workspace.fs.writeFile(Uri.joinPath(folder, name), new TextEncoder().encode(content));
  await text('README.md', sampleText());
  await text('counts.ipynb', sampleNotebook(pictures));
}
