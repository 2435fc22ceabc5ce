const TIMEOUT_MS = 500;

/** Does a connection to the host's own listener on loopback come about? Call before the realm is sealed. */
export async function reachesLoopback(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const finish = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    const socket = connect({ host: '127.0.0.1', port, timeout: TIMEOUT_MS }, () => finish(true));
    socket.on('error', () => finish(false));
    socket.on('timeout', () => finish(false));
  });
}
