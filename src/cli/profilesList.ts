import { EXIT } from './exit.ts';
import { catalogHere, problemsOf } from './models.ts';
import { terminalOn } from './terminal.ts';

export interface ProfilesListOptions {
  readonly json?: boolean;
}

/** `figscope models profiles`: the ways of writing turns that models may have. */
export async function profilesCommand(options: ProfilesListOptions): Promise<number> {
  const catalog = await catalogHere();
  const profiles = [...catalog.profiles.values()].map(({ profile, path }) => ({
    id: profile.id,
    label: profile.label,
    calls: profile.calls,
    from: path ?? 'built in',
  }));
  if (options.json)
    process.stdout.write(`${JSON.stringify({ schema: 'figscope.profiles/1', profiles })}\n`);
  else {
    const out = terminalOn(process.stdout);
    const width = Math.max(...profiles.map(({ id }) => id.length));
    for (const { id, label, calls, from } of profiles) {
      const way = calls === 'tool' ? 'calls of a tool' : 'code between tags';
      out.line(
        `${out.style('bold', id.padEnd(width))}  ${label}: ${way} ${out.style('dim', `(${from})`)}`,
      );
    }
  }
  if (catalog.problems.length === 0) return EXIT.answered;
  terminalOn(process.stderr).line(`figscope: ${problemsOf(catalog)}`);
  return EXIT.wrongUse;
}
