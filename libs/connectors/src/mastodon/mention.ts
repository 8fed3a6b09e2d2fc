/** How a post speaks to somebody: `@vera@else.example`. */
export function mentionOf(handle: string): string {
  return `@${handle.replace(/^@/, '')}`;
}
