import { RelativePattern, workspace, type CancellationToken, type Uri } from 'vscode';
import { FIGURE_EXTENSIONS } from './figureTypes.ts';

/** Folders that hold no figures of the user's own. */
const EXCLUDED = '**/{node_modules,.git,.venv,venv,__pycache__,.ipynb_checkpoints}/**';

/** Figures of all folders of the workspace, by path; at most `max` of each folder. */
export async function findFigures(max: number, token?: CancellationToken): Promise<Uri[]> {
  // Many file systems tell capitals apart, and files of instruments often come in capitals.
  const endings = FIGURE_EXTENSIONS.flatMap((ending) => [ending, ending.toUpperCase()]);
  const pattern = `**/*.{${endings.join(',')}}`;
  const found = await Promise.all(
    (workspace.workspaceFolders ?? []).map((folder) =>
      workspace.findFiles(new RelativePattern(folder, pattern), EXCLUDED, max, token),
    ),
  );
  const unique = new Map(found.flat().map((uri) => [uri.toString(), uri]));
  return [...unique.values()].sort((a, b) => a.path.localeCompare(b.path));
}
