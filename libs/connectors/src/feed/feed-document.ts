/** A feed of any format, read but not judged: strings stand as the feed gave them. */
export interface FeedDocument {
  readonly title: string | null;
  readonly link: string | null;
  readonly language: string | null;
  /** RSS `ttl`: minutes for which the feed asks not to be fetched again. */
  readonly ttlMinutes: number | null;
  /** In the feed's own order. */
  readonly entries: readonly FeedEntry[];
  /** Parts that look like entries and cannot be read. */
  readonly damaged: readonly DamagedEntry[];
}

export interface FeedEntry {
  /** guid, atom:id, rdf:about or the id of JSON Feed. */
  readonly id: string | null;
  readonly title: string | null;
  readonly link: string | null;
  readonly author: { readonly name: string | null; readonly address: string | null } | null;
  /** As written; see feed-date.ts. */
  readonly published: string | null;
  readonly updated: string | null;
  /** HTML, or plain text where the feed has no HTML. */
  readonly content: string | null;
  readonly language: string | null;
  readonly rating: string | null;
  /** Ids of the entries it answers (RFC 4685). */
  readonly inReplyTo: readonly string[];
}

export interface DamagedEntry {
  readonly detail: string;
  readonly raw: string;
}
