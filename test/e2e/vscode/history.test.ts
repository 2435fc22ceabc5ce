import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();

it('reopens a past run as it was, goes on with it, and deletes it', () =>
  suite.run('history', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.ask('How many nuclei are there?');
    const answer = await panel.answered();
    await panel.button('New question').click();
    await panel.frame.locator('.exchange').waitFor({ state: 'detached' });
    await panel.ask('What is their median diameter?');
    await panel.answered();

    await vscode.expandView('History');
    const runs = vscode.view('History').getByRole('treeitem').filter({ hasText: '?' });
    await expect.poll(() => runs.count()).toBe(2);
    await vscode.screenshot('history');
    await runs.filter({ hasText: 'How many nuclei' }).click();
    await panel.frame.getByRole('heading', { name: 'How many nuclei are there?' }).waitFor();
    expect(await panel.answered()).toBe(answer);
    // Images are read when they come near.
    await panel.frame.locator('.image-card').first().scrollIntoViewIfNeeded();
    await expect.poll(() => panel.images.count()).toBeGreaterThan(0);
    await vscode.screenshot('history-reopened');

    // A reopened run goes on where it was.
    await panel.ask('What is their median diameter?');
    expect(await panel.answered(2)).toMatch(/\d/);

    await vscode.contextMenu(runs.filter({ hasText: 'How many nuclei' }), 'Delete Run');
    await vscode.dialog.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => runs.count()).toBe(1);
    await panel.frame
      .getByRole('heading', { name: 'How many nuclei are there?' })
      .waitFor({ state: 'detached' });
  }));
