import {
  apiDate,
  plainText,
  postOutcome,
  siteAuthor,
  textMark,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import type { Author } from '@earshot/domain';
import { z } from 'zod';

/** A comment or a post of a wall: https://dev.vk.com/ru/reference/objects/comment */
const entry = z.object({
  id: z.int(),
  from_id: z.int(),
  owner_id: z.int(),
  post_id: z.int().nullish(),
  date: z.unknown().optional(),
  text: z.string(),
  reply_to_comment: z.int().nullish(),
  parents_stack: z.array(z.int()).nullish(),
  deleted: z.boolean().nullish(),
});
export type VkEntry = z.output<typeof entry>;

const profile = z.object({ id: z.int(), first_name: z.string().nullish(), last_name: z.string().nullish() });
const group = z.object({ id: z.int(), name: z.string().nullish() });

export interface Wall {
  /** Names by the number of the writer; communities are negative. */
  readonly names: ReadonlyMap<number, string>;
  readonly communityId: number | null;
  readonly now: Date;
}

/** Who wrote, from the lists beside the entries (`extended=1`). What has another form is left out: names are an extra. */
export function namesOf(profiles: readonly unknown[], groups: readonly unknown[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const raw of profiles) {
    const read = profile.safeParse(raw);
    if (read.success) names.set(read.data.id, [read.data.first_name, read.data.last_name].filter(Boolean).join(' '));
  }
  for (const raw of groups) {
    const read = group.safeParse(raw);
    if (read.success && read.data.name) names.set(-read.data.id, read.data.name);
  }
  return names;
}

/** A comment's or post's id in all of VKontakte: `-1_22` is a post, `-1_22_333` a comment below it. */
export function placeOf(owner: number, post: number, comment: number | null): string {
  return comment === null ? `${owner}_${post}` : `${owner}_${post}_${comment}`;
}

export function entryReader(wall: Wall): ItemReader<VkEntry> {
  return { noun: 'comment', schema: entry, idOf, map: (read) => mappedEntry(read, wall) };
}

function mappedEntry(read: VkEntry, { names, communityId, now }: Wall): MappedItem {
  const at = apiDate(read.date);
  const isComment = read.post_id !== null && read.post_id !== undefined;
  const post = isComment ? read.post_id! : read.id;
  const externalId = placeOf(read.owner_id, post, isComment ? read.id : null);
  if (read.deleted === true) return { at, outcome: { removed: externalId } };
  const written = {
    id: externalId,
    revision: textMark(read.text),
    channel: 'social' as const,
    author: authorOf(read.from_id, names),
    date: at,
    text: withoutMentionCodes(plainText(read.text)).trim(),
    url: `https://vk.com/wall${read.owner_id}_${post}${isComment ? `?reply=${read.id}` : ''}`,
    references: isComment ? parentsOf(read, post) : [],
  };
  return { at, outcome: postOutcome(written, isOwn(read.from_id, communityId), now) };
}

/** The comment that it answers, those above it, and the post. */
function parentsOf({ owner_id, reply_to_comment, parents_stack }: VkEntry, post: number): string[] {
  const comments = [reply_to_comment, ...[...(parents_stack ?? [])].reverse()].flatMap((id) => (id ? [id] : []));
  return [...new Set(comments)].map((id) => placeOf(owner_id, post, id)).concat(placeOf(owner_id, post, null));
}

/** `[id5|Anna], thanks` reads `Anna, thanks`, and a link its words. */
export function withoutMentionCodes(text: string): string {
  return text.replace(
    /\[(?:(?:id|club|public)\d{1,12}(?::bp-?\w{1,40})?|https?:\/\/[^\s[\]|]{1,500})\|([^[\]|]{1,200})\]/g,
    '$1',
  );
}

export function authorOf(id: number, names: ReadonlyMap<number, string>): Author {
  return siteAuthor('vk.com', { handle: String(id), name: names.get(id) });
}

/** Communities write under their number below zero. */
export function isOwn(writer: number, communityId: number | null): boolean {
  return communityId !== null && writer === -communityId;
}

function idOf(raw: unknown): unknown {
  const { id } = raw as { id?: unknown };
  return typeof id === 'number' ? String(id) : null;
}
