import {
  IconCheck,
  IconEye,
  IconHourglass,
  IconMoodCheck,
  IconPlayerPlay,
  IconRotate,
  IconUserMinus,
  IconUserPlus,
} from '@tabler/icons-react';
import type { PlainAction } from './offered-actions';

export const ACTION_ICONS = {
  answered: IconCheck,
  'not-a-complaint': IconMoodCheck,
  'assign-to-me': IconUserPlus,
  unassign: IconUserMinus,
  reopen: IconRotate,
  acknowledge: IconEye,
  wait: IconHourglass,
  resume: IconPlayerPlay,
} as const satisfies Record<PlainAction, unknown>;

/** The single keys that act on the open case, whether or not there is room for its button. */
export const ACTION_KEYS: Partial<Record<PlainAction, string>> = {
  answered: 'e',
  'not-a-complaint': 'n',
  'assign-to-me': 'a',
};
