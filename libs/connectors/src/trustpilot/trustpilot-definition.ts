import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { hasAnswer, reviewReader } from './review-mapper.js';
import { trustpilotConnector } from './trustpilot-connector.js';
import { trustpilotOptions, type TrustpilotOptions } from './trustpilot-options.js';

/** The reviews of one company. */
export const TRUSTPILOT: ConnectorDefinition<TrustpilotOptions, StreamsCursor> = {
  kind: 'trustpilot',
  title: 'Trustpilot',
  group: 'reviews',
  summary: 'Trustpilot: reviews of your company',
  options: trustpilotOptions,
  cursor: streamsCursor,
  secretNames: ['apiKey', 'apiSecret'],
  requiredSecrets: ['apiKey'],
  secretFaults: ({ apiSecret }, { businessUserId }) =>
    apiSecret !== undefined || businessUserId === null
      ? []
      : [{ name: 'apiSecret', message: 'is missing, and answers need it; enter it, or leave businessUserId empty' }],
  keepsCursor: ['businessUserId', 'lookBackHours'],
  whyNoReply: ({ businessUserId }) =>
    businessUserId === null ? 'Answers need the ID of a user of Trustpilot Business (businessUserId)' : null,
  reread: rereadJson((_options, now, raw) => (hasAnswer(raw) ? null : reviewReader(now))),
  create: (options, kit) => trustpilotConnector(options, kit),
};
