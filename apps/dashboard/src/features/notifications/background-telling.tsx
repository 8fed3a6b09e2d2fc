import type { NotificationView } from '@earshot/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ownNotificationsQuery } from '../../shared/notifications/own-notifications-query';
import { noteTold, toldUpTo, useBackgroundTelling } from '../../shared/preferences/preference';
import { useSession } from '../../shared/session/session';
import { newlyTold } from './newly-told';
import { newestQuery } from './notifications-query';
import { isAnyInSight, keepInSight } from './window-in-sight';

/** One window at a time decides what is shown. */
const TELLING = 'earshot.telling';

/**
 * Shows what is new while no window of the dashboard is on the screen: each once over all windows of this browser, without
 * a word of a message, and nothing in quiet hours or while muted. Mounted where the reader and the browser allow it.
 */
export function BackgroundTelling() {
  const { user } = useSession();
  const queries = useQueryClient();
  const items = useQuery(newestQuery).data;
  const show = useShow();
  useEffect(() => keepInSight(), []);
  useEffect(() => {
    if (items === undefined) return;
    void navigator.locks.request(TELLING, async () => {
      const before = toldUpTo(user.id);
      const { show: fresh, upTo } = newlyTold(items, before);
      if (upTo !== before) noteTold(user.id, upTo);
      if (fresh.length === 0 || (await isAnyInSight())) return;
      // Who cannot be asked is not disturbed: the list has it all.
      const own = await queries.fetchQuery(ownNotificationsQuery).catch(() => null);
      if (own === null) return;
      for (const one of fresh) {
        const quietUntil = one.severity === 'critical' ? own.quietUntil.critical : own.quietUntil.other;
        if (quietUntil === null) show(one);
      }
    });
  }, [items, queries, show, user.id]);
  return null;
}

/** Puts a notification into words and leads to what it is about. */
function useShow(): (told: NotificationView) => void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [telling] = useBackgroundTelling();
  return ({ id, event, severity, detail, case: about }) => {
    const named = telling === 'names' ? (about?.customer ?? null) : null;
    const shown = new Notification(
      t(`notifications.event.${event}`, { task: t(`task.${detail.taskKind ?? 'answer'}`) }),
      { body: [named, t(`severity.${severity}`)].filter((part) => part !== null).join(' · '), tag: `earshot.${id}` },
    );
    shown.onclick = () => {
      window.focus();
      shown.close();
      if (about !== null) void navigate({ to: '/cases/$caseId', params: { caseId: about.id } });
      else if (detail.source !== undefined)
        void navigate({ to: '/sources/$sourceId', params: { sourceId: detail.source.id } });
    };
  };
}
