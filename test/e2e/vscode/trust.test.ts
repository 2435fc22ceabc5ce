import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';
import { ToolCall } from './harness/toolCalls.ts';

const suite = useServer({
  workspaceTrust: true,
  settings: {
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
    'chat.disableAIFeatures': false,
  },
});

it('shows figures in a restricted workspace and runs nothing, until it is trusted', () =>
  suite.run('restricted', async (vscode) => {
    await vscode.explorerMenu(['nuclei.png'], 'Ask About This Figure');
    const { panel } = vscode;
    await panel.ready();
    await panel.hasFigure('nuclei.png');
    await panel.frame.getByText('This workspace is restricted.').waitFor();
    await panel.question.fill('How many nuclei are there?');
    await panel.question.press('Enter');
    expect(await panel.button(/^Ask$/u).isDisabled()).toBe(true);
    expect(await panel.frame.locator('.exchange').count()).toBe(0);
    expect(suite.server.sandboxes()).toEqual([]);
    await vscode.screenshot('restricted');

    // Trusting it is enough: no reload, and the question is still there.
    await panel.button('Manage trust').click();
    await vscode.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await panel.frame.getByText('This workspace is restricted.').waitFor({ state: 'detached' });
    await vscode.showFigscope();
    expect(await panel.question.inputValue()).toBe('How many nuclei are there?');
    await panel.question.press('Enter');
    expect(await panel.answered()).toContain('48');
  }));

it('says what is wrong with a file that is no figure, and goes on with the next', () =>
  suite.run(
    'corrupt',
    async (vscode) => {
      await vscode.explorerMenu(['broken.png'], 'Ask About This Figure');
      const { panel } = vscode;
      await panel.ready();
      const alert = panel.frame.getByRole('alert');
      await alert.filter({ hasText: 'broken.png' }).waitFor();
      expect(await alert.innerText()).not.toMatch(/\bat \S+:\d+|Error:/u);
      await vscode.screenshot('corrupt');
      await vscode.explorerMenu(['bars.png'], 'Ask About This Figure');
      await panel.hasFigure('bars.png');
      expect(await panel.frame.getByRole('alert').count()).toBe(0);
    },
    { fill: (folder) => writeFile(join(folder, 'broken.png'), 'This is no picture.') },
  ));

it('lets no agent run anything in a restricted workspace', () =>
  suite.run('restricted-tools', async (vscode, folder) => {
    const input = { figures: ['nuclei.png'], code: 'print(1)' };
    const call = await ToolCall.begin(vscode, folder, 'figscope_run_python', input);
    expect((await call.answer()).error).toContain('restricted workspace');
    expect(await vscode.dialog.count()).toBe(0);
    expect(suite.server.sandboxes()).toEqual([]);
  }));
