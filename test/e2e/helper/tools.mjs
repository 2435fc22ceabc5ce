// Calls a language-model tool as an agent does. The test says which in a file of the workspace, and reads what came in another.
import * as vscode from 'vscode';

const CALL = 'e2e-call.json';
const RESULT = 'e2e-result.json';

/** @param {string} name */
function place(name) {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('No folder is open.');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** @param {unknown} part */
function readable(part) {
  if (part instanceof vscode.LanguageModelTextPart) return { text: part.value };
  if (part instanceof vscode.LanguageModelDataPart)
    return { mime: part.mimeType, base64: Buffer.from(part.data).toString('base64') };
  return { unknown: String(part) };
}

/** The call that is under way. @type {vscode.CancellationTokenSource | undefined} */
let current;

/** @param {string} tool @param {object} input */
async function call(tool, input) {
  const source = new vscode.CancellationTokenSource();
  current = source;
  try {
    const result = await vscode.lm.invokeTool(
      tool,
      { input, toolInvocationToken: undefined },
      source.token,
    );
    return { parts: result.content.map(readable) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

export function registerToolCalls() {
  const cancel = vscode.commands.registerCommand('figscopeE2e.cancelTool', () => current?.cancel());
  const begin = vscode.commands.registerCommand('figscopeE2e.callTool', async () => {
    const { tool, input } = JSON.parse(
      new TextDecoder().decode(await vscode.workspace.fs.readFile(place(CALL))),
    );
    const known = vscode.lm.tools.find(({ name }) => name === tool);
    const result = { known: known !== undefined, ...(await call(tool, input)) };
    await vscode.workspace.fs.writeFile(
      place(RESULT),
      new TextEncoder().encode(JSON.stringify(result)),
    );
  });
  return vscode.Disposable.from(cancel, begin);
}
