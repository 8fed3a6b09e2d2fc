/** What the owner should know of a source of Meta's before its pushes are relied on. */
export function pushWarnings(secrets: Readonly<Record<string, string>>): string[] {
  return secrets['verifyToken'] && !secrets['appSecret']
    ? ['Pushes are refused: enter the secret of the application as appSecret']
    : [];
}
