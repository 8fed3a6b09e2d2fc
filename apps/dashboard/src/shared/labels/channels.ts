import type { Alert } from '@earshot/contracts';

export type ChannelName = Alert['channel'];

/** Ways in which customers speak, as people choose them; checked against the contract so that none is forgotten. */
export const CHANNELS_TO_CHOOSE = Object.keys({
  email: true,
  review: true,
  social: true,
  forum: true,
  form: true,
  phone: true,
} satisfies Record<ChannelName, true>) as ChannelName[];

/** What a field or an option says, if it is one of them. */
export const asChannel = (value: unknown): ChannelName | undefined => CHANNELS_TO_CHOOSE.find((one) => one === value);
