import type { DiscourseOptions } from './discourse-options.js';
import type { Forum } from './post-mapper.js';

/** The forum as its posts are read: also the user whose key is used is the house's own. */
export function forumOf({ username, ownUsernames, staffIsOwn, baseUrl }: DiscourseOptions, now: Date): Forum {
  const names = [...ownUsernames, ...(username === null ? [] : [username])];
  return { baseUrl, ownUsernames: new Set(names.map((name) => bare(name).toLowerCase())), staffIsOwn, now };
}

/** A user's name without the sign by which people mention it. */
export const bare = (name: string): string => name.replace(/^@/, '');
