/** A new name for a run that sorts by time: `20261122-204512-3f9a1c`. */
export function runId(now: Date = new Date()): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  const random = crypto.randomUUID().slice(0, 6);
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${random}`;
}
