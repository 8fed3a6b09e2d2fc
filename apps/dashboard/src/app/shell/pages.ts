import type { CurrentUser } from '@earshot/contracts';
import {
  IconAddressBook,
  IconBellRinging,
  IconCalendarCheck,
  IconChartBar,
  IconHistory,
  IconInbox,
  IconKey,
  IconListCheck,
  IconMailForward,
  IconMessageForward,
  IconPlugConnected,
  IconRadar2,
  IconScale,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import {
  mayEditPolicy,
  mayGetDigests,
  mayManagePeople,
  mayRunSources,
  maySeeDetection,
  maySeeInsights,
} from '../../shared/session/permissions';

interface NavigationPage {
  readonly to:
    | '/alerts'
    | '/review'
    | '/messages'
    | '/customers'
    | '/insights'
    | '/detection'
    | '/sources'
    | '/standards'
    | '/playbook'
    | '/digests'
    | '/rules'
    | '/people'
    | '/audit'
    | '/tokens';
  readonly name:
    | 'alerts'
    | 'review'
    | 'messages'
    | 'customers'
    | 'insights'
    | 'detection'
    | 'sources'
    | 'standards'
    | 'playbook'
    | 'digests'
    | 'rules'
    | 'people'
    | 'audit'
    | 'tokens';
  readonly icon: Icon;
  /** Has a place in the bar of a phone; the others stand behind its last button. */
  readonly bar?: true;
  /** Who finds it in the navigation; everybody when left out. The server decides again. */
  readonly may?: (user: CurrentUser) => boolean;
}

/** The main navigation: what is done all day, then what is looked at, then what is set up. */
export const PAGE_GROUPS: readonly (readonly NavigationPage[])[] = [
  [
    { to: '/alerts', name: 'alerts', icon: IconBellRinging, bar: true },
    { to: '/review', name: 'review', icon: IconScale },
    { to: '/messages', name: 'messages', icon: IconInbox, bar: true },
    { to: '/customers', name: 'customers', icon: IconAddressBook },
  ],
  [
    { to: '/insights', name: 'insights', icon: IconChartBar, may: maySeeInsights },
    { to: '/detection', name: 'detection', icon: IconRadar2, may: maySeeDetection },
  ],
  [
    { to: '/sources', name: 'sources', icon: IconPlugConnected, bar: true },
    { to: '/standards', name: 'standards', icon: IconCalendarCheck, may: mayEditPolicy },
    { to: '/playbook', name: 'playbook', icon: IconListCheck, may: mayEditPolicy },
    { to: '/digests', name: 'digests', icon: IconMailForward, may: mayGetDigests },
    { to: '/rules', name: 'rules', icon: IconMessageForward, may: mayRunSources },
    { to: '/people', name: 'people', icon: IconUsers, may: mayManagePeople },
    { to: '/audit', name: 'audit', icon: IconHistory, may: mayManagePeople },
    { to: '/tokens', name: 'tokens', icon: IconKey },
  ],
];
