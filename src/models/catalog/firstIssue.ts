import type * as z from 'zod';

/** The first thing that a check found, with its place. */
export function firstIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'it is of another form';
}
