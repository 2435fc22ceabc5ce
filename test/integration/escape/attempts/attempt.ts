/** What an attempt gets in plain Pyodide, where nothing is locked down: the proof that the suite can fail. */
export type Harm = 'secret' | 'file' | 'connection' | 'escaped';

/** One try at getting out of the sandbox, as Python that a cell runs. */
export interface Attempt {
  readonly name: string;
  /**
   * Runs after `PRELUDE`. It prints what it got hold of, through `attempt(…)`; where no canary can tell, it says `escaped(what)`.
   */
  readonly python: string;
  /** The process may end by it, as that harms nobody: it is replaced. */
  readonly mayEnd?: true;
  /** What it must achieve in plain Pyodide. */
  readonly plain?: Harm;
}

/** Values that attempts aim at. */
export interface Targets {
  readonly secretFile: string;
  readonly secretVariable: string;
  readonly canaryFolder: string;
  readonly port: number;
  readonly parentPid: number;
}

/** Printed by attempts that reached something forbidden which no canary can show. */
export const ESCAPED = 'ESCAPED:';

/** Names and helpers that every attempt has. */
export function prelude(targets: Targets): string {
  return `
SECRET_FILE = ${JSON.stringify(targets.secretFile)}
SECRET_VARIABLE = ${JSON.stringify(targets.secretVariable)}
CANARY = ${JSON.stringify(targets.canaryFolder)}
PORT = ${targets.port}
PARENT = ${targets.parentPid}

def attempt(action):
    'Prints what the action gives, or how it was refused.'
    try:
        result = action()
    except BaseException as refusal:
        print('refused:', type(refusal).__name__, str(refusal)[:300])
        return None
    print('got:', str(result)[:5000])
    return result

def escaped(what):
    print('${ESCAPED}', str(what)[:2000])

def forbidden(thing):
    'Is this a JavaScript object that leads out?'
    if thing is None:
        return False
    for name in ('getBuiltinModule', 'mainModule', 'readFileSync', 'reallyExit', 'spawnSync', 'createConnection'):
        try:
            if hasattr(thing, name):
                return True
        except BaseException:
            continue
    return False
`;
}
