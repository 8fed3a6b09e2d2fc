/** Resolves at Ctrl-C or SIGTERM, for processes that then drain and end by themselves. */
export function askedToStop(): Promise<unknown> {
  return Promise.race(['SIGINT', 'SIGTERM'].map((name) => new Promise((resolve) => process.once(name, resolve))));
}
