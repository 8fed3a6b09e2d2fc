/** What the address of the page says: whose digests, one's own when left out. */
export interface DigestSearch {
  readonly user?: string | undefined;
}

/** Reads the address; what is no id is left out, because addresses are typed, cut and shared by people. */
export function digestSearch(raw: Readonly<Record<string, unknown>>): DigestSearch {
  const user = raw['user'];
  return { user: typeof user === 'string' && /^[1-9]\d{0,17}$/.test(user) ? user : undefined };
}
