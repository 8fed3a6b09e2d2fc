/**
 * An item with its time moved by `shiftMs` and never later than `now`; a message whose own time lies in the future says so
 * (`date-implausible`).
 */
export function placedInTime<T extends { readonly sentAt: Date; readonly tags?: readonly string[] }>(
  item: T,
  shiftMs: number,
  now: Date,
): T {
  const at = item.sentAt.getTime() + shiftMs;
  if (at <= now.getTime()) return shiftMs === 0 ? item : { ...item, sentAt: new Date(at) };
  return { ...item, sentAt: now, ...(item.tags !== undefined && { tags: [...item.tags, 'date-implausible'] }) };
}
