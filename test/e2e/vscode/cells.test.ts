import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();

it('runs a changed cell again and marks what follows as out of date', () =>
  suite.run('cells', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.chooseModel('Slow scripted model');
    await panel.ask('How many objects are there?');
    await panel.answered();
    expect(await panel.frame.locator('.turn.outdated').count()).toBe(0);

    const first = panel.turn(1);
    await first.hover();
    await first.getByRole('button', { name: 'Edit and run again' }).click();
    const editor = first.getByRole('textbox', { name: 'Code of turn 1' });
    await editor.waitFor();
    await editor.press('ControlOrMeta+a');
    await vscode.page.keyboard.insertText(
      'crop = image_1[0:50]\nfigkit.show(image_1[0:50, 0:60], title="edge")\nprint("changed by me")',
    );
    await vscode.screenshot('cell-edited');
    await editor.press('ControlOrMeta+Enter');

    const rerun = panel.frame.getByRole('region', { name: /Changed by you and run again/ });
    await rerun.getByText('changed by me', { exact: true }).waitFor({ timeout: 120_000 });
    await panel.atRest();
    await panel.frame.locator('#turn-2.outdated').waitFor();
    expect(await panel.frame.locator('#turn-1.outdated').count()).toBe(0);
    expect(await panel.frame.locator('.answer.outdated').count()).toBe(1);
    expect(await rerun.locator('.image-card').count()).toBe(1);
    // What the model wrote is still there.
    await first.getByText('looked at', { exact: false }).first().waitFor();
    await rerun.scrollIntoViewIfNeeded();
    await vscode.screenshot('cell-run-again');
  }));

it('shows what is wrong with a changed cell in Python’s own words', () =>
  suite.run('cell-error', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.chooseModel('Slow scripted model');
    await panel.ask('How many objects are there?');
    await panel.answered();
    const second = panel.turn(2);
    await second.hover();
    await second.getByRole('button', { name: 'Edit and run again' }).click();
    const editor = second.getByRole('textbox', { name: 'Code of turn 2' });
    await editor.press('ControlOrMeta+a');
    // `crop` comes from the cell before: a cell runs after those before it.
    await vscode.page.keyboard.insertText('print(crop.shape)\n1 / 0');
    await second.getByRole('button', { name: 'Run again', exact: true }).click();
    const rerun = panel.frame.getByRole('region', { name: /Changed by you and run again/ });
    await rerun.getByText('ZeroDivisionError').first().waitFor({ timeout: 120_000 });
    await rerun.getByText('(200, 300, 3)').waitFor();
    await panel.atRest();
  }));
