/**
 * Whether this browser may show notifications; `unable` where it cannot, as on a page without https. Both need a secure
 * context: the notifications (WHATWG Notifications) and the locks that keep them from being shown twice (Web Locks).
 */
export function mayTell(): NotificationPermission | 'unable' {
  return 'Notification' in window && 'locks' in navigator ? Notification.permission : 'unable';
}
