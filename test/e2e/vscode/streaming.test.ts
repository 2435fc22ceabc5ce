import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();
const SLOW = 'Slow scripted model';

it('shows a thought while it grows', () =>
  suite.run('streaming', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.chooseModel(SLOW);
    // The scripted model thinks until it is stopped.
    await panel.ask('Please ponder on these objects.');
    const thought = panel.turn(2).locator('.thought p');
    await thought.waitFor();
    const early = (await thought.innerText()).length;
    await expect.poll(async () => (await thought.innerText()).length).toBeGreaterThan(early);
    await panel.frame.getByText('Turn 2: thinking').first().waitFor();
    await vscode.screenshot('streaming');
    await panel.stop.click();
    await panel.atRest();
  }));

it('shows the turns of a run and the answer with its evidence', () =>
  suite.run('evidence', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.chooseModel(SLOW);
    await panel.ask('How many objects are there?');
    await panel.turn(1).locator('.observation').waitFor();
    await panel.stop.waitFor();
    expect(await panel.answers.count()).toBe(0);
    expect(await panel.answered()).toContain('12');
    expect(await panel.frame.locator('.evidence li').count()).toBe(2);
    await expect.poll(() => panel.images.count()).toBe(2);
    // Both pieces of evidence are drawn on the source figure.
    await panel.frame.locator('[data-frame="t1-1"]').waitFor({ state: 'attached' });
    await panel.frame.locator('[data-frame="t2-1"]').waitFor({ state: 'attached' });
    await panel.frame.locator('#image-t1-1').hover();
    await panel.frame.locator('[data-frame="t1-1"].lit').waitFor({ state: 'attached' });
    await vscode.screenshot('streamed');
  }));

it('stops when it is told to, and answers the next question', () =>
  suite.run('stop', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.chooseModel(SLOW);
    await panel.ask('How many objects are there?');
    await panel.turn(1).locator('.thought p').waitFor();
    await panel.stop.click();
    await panel.frame.getByRole('region', { name: 'No answer' }).waitFor();
    await panel.atRest();
    expect(await panel.frame.locator('.end-card').innerText()).toContain('Stopped');
    await vscode.screenshot('stopped');
    await panel.ask('And now?');
    expect(await panel.answered(2)).toContain('12');
  }));

it('goes on while the panel is hidden, and shows all of it afterwards', () =>
  suite.run('hidden', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.chooseModel(SLOW);
    await panel.ask('How many objects are there?');
    await panel.turn(1).locator('.thought p').waitFor();
    await vscode.showExplorer();
    await panel.outer.waitFor({ state: 'detached' });
    await vscode.showFigscope();
    await panel.turn(1).locator('.thought p').waitFor();
    expect(await panel.answered()).toContain('12');
    await expect.poll(() => panel.images.count()).toBe(2);
    expect(await panel.question.inputValue()).toBe('');
  }));

it('shows the same run in an editor tab', () =>
  suite.run('tab', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.chooseModel(SLOW);
    await panel.ask('How many objects are there?');
    await panel.turn(1).locator('.thought p').waitFor();
    await panel.button('Open in an editor tab').click();
    await vscode.tab.ready();
    await vscode.tab.turn(1).locator('.thought p').waitFor();
    expect(await vscode.tab.answered()).toContain('12');
    await vscode.screenshot('tab');
  }));
