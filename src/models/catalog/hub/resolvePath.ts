/** Address of a file below a hub's endpoint: /{repo}/resolve/{revision}/{path}. */
export function resolvePath(repository: string, revision: string, path: string): string {
  const parts = path.split('/').map(encodeURIComponent);
  return `/${repository}/resolve/${encodeURIComponent(revision)}/${parts.join('/')}`;
}
