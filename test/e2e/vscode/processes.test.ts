import { expect, it } from 'vitest';
import { extensionHostMemory } from './harness/extensionHosts.ts';
import { useServer } from './harness/suite.ts';

const suite = useServer({ settings: { 'figscope.model': 'e2e.slow' } });

it('says what happened when Python is killed, and answers the next question', () =>
  suite.run('killed', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.ask('Run an endless cell');
    await panel.turn(1).locator('.cell').waitFor();
    await expect.poll(() => panel.activity.innerText()).toContain('running Python');
    for (const pid of suite.server.sandboxes()) process.kill(pid, 'SIGKILL');
    expect(await panel.answered()).toContain('12');
    const error = panel.turn(1).locator('.observation');
    expect(await error.innerText()).toMatch(/ended|died|killed|stopped/iu);
    await vscode.screenshot('python-killed');
    await panel.ask('And what do you see now?');
    expect(await panel.answered(2)).toContain('12');
    expect(await panel.frame.locator('.exchange').last().locator('.image-card').count()).toBe(2);
  }));

it(
  'leaves no processes behind in twenty runs in a row',
  () =>
    suite.run('twenty', async (vscode) => {
      const panel = await vscode.showFigscope();
      const used: number[] = [];
      const memory: number[] = [];
      for (let run = 1; run <= 20; run += 1) {
        if (run > 1) await panel.button('New question').click();
        await panel.frame.locator('.exchange').first().waitFor({ state: 'detached' });
        if (run === 1) await panel.openFromGallery('nuclei.png');
        await panel.hasFigure('nuclei.png');
        await panel.ask(`A brief run, number ${run}`);
        expect(await panel.answered()).toContain('12');
        used.push(suite.server.sandboxes().length);
        memory.push(extensionHostMemory(suite.server.folder));
      }
      // The run's own, the last one's while it ends, and the spare; each with the launcher around it.
      expect(Math.max(...used.slice(5))).toBeLessThanOrEqual(6);
      await expect.poll(() => suite.server.sandboxes().length).toBeLessThanOrEqual(4);
      const [early = 0, late = 0] = [Math.max(...memory.slice(3, 8)), memory.at(-1) ?? 0];
      expect(late - early).toBeLessThan(150);
    }),
  400_000,
);

it('leaves nothing behind when the window is closed', async () => {
  await suite.run('closed', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.ask('Please ponder this figure');
    await panel.turn(2).locator('.thought p').waitFor();
  });
  await expect.poll(() => suite.server.sandboxes().length, { timeout: 60_000 }).toBe(0);
});
