import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();

it('says in a report what works on this machine', () =>
  suite.run('doctor', async (vscode) => {
    await vscode.command('Figscope: Check This Machine');
    await vscode.notification('The sandbox works on this machine.').waitFor({ timeout: 120_000 });
    const text = vscode.page.locator('.monaco-editor .view-lines').first();
    await expect.poll(() => text.innerText()).toMatch(/own\sprocess/);
    await vscode.screenshot('doctor');
    // The sandbox that was started for the check ends with it.
    await expect.poll(() => suite.server.sandboxes()).toEqual([]);
  }));
