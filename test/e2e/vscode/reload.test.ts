import { expect, it } from 'vitest';
import { waitUntilKept } from './harness/keptState.ts';
import { useServer } from './harness/suite.ts';

const suite = useServer({ settings: { 'figscope.model': 'e2e.slow' } });

it('finds the run again when the window is reloaded in mid-run, and goes on', () =>
  suite.run('reload', async (vscode) => {
    let panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.ask('Please ponder this figure');
    await panel.turn(1).locator('.observation .image-card img').waitFor();
    await panel.turn(2).locator('.thought p').waitFor();
    await vscode.reload();
    panel = await vscode.showFigscope();

    await panel.hasFigure('nuclei.png');
    await panel.frame.getByRole('heading', { name: 'Please ponder this figure' }).waitFor();
    await panel.frame.getByRole('region', { name: 'Interrupted' }).waitFor();
    // All that there was: thought, code, image.
    expect(await panel.turn(1).locator('.thought p').innerText()).toContain('upper left corner');
    await panel.turn(1).locator('.cell').first().waitFor();
    // Pictures are fetched as they come into sight.
    await panel.turn(1).locator('.observation .image-card').scrollIntoViewIfNeeded();
    await panel.turn(1).locator('.observation .image-card img').waitFor();
    expect(await panel.activity.count()).toBe(0);
    await vscode.screenshot('interrupted');

    await panel.ask('And what do you see now?');
    expect(await panel.answered(2)).toContain('12');
    // The first question is still there, and told to have no end.
    expect(await panel.frame.locator('.exchange').first().innerText()).toContain('interrupted');
    await expect.poll(() => suite.server.sandboxes().length).toBeLessThanOrEqual(4);
  }));

it('keeps a draft and its figure over a reload', () =>
  suite.run('draft', async (vscode) => {
    let panel = await vscode.showFigscope();
    await panel.openFromGallery('bars.png');
    await panel.question.fill('Which bar is the');
    await waitUntilKept(vscode.page, 'Which bar is the');
    await vscode.reload();
    panel = await vscode.showFigscope();
    await panel.hasFigure('bars.png');
    await expect.poll(() => panel.question.inputValue()).toBe('Which bar is the');
  }));

it('goes on while the view is moved to the panel at the bottom', () =>
  suite.run('moved', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.ask('Please ponder this figure');
    await panel.turn(2).locator('.thought p').waitFor();
    await vscode.command('View: Move View');
    await vscode.pick(/^Ask/u);
    await vscode.pick('New Panel Entry');
    await vscode.page.locator('.part.panel').locator('.pane-body, .composite').first().waitFor();
    await panel.ready();
    await panel.turn(1).locator('.observation .image-card').waitFor();
    const thought = panel.turn(2).locator('.thought p');
    await thought.waitFor();
    const before = (await thought.innerText()).length;
    await expect.poll(async () => (await thought.innerText()).length).toBeGreaterThan(before);
    await vscode.screenshot('moved-to-panel');
    await panel.stop.click();
    await panel.atRest();
  }));
