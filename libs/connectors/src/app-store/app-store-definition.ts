import {
  canSign,
  rereadJson,
  streamsCursor,
  type ConnectorDefinition,
  type SecretFault,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { ANSWER_LIMIT } from './answer-limit.js';
import { appStoreConnector } from './app-store-connector.js';
import { appStoreOptions, type AppStoreOptions } from './app-store-options.js';
import { itemReader } from './review-mapper.js';

/** The reviews of one app for Apple's devices. */
export const APP_STORE: ConnectorDefinition<AppStoreOptions, StreamsCursor> = {
  kind: 'app-store',
  title: 'App Store',
  group: 'reviews',
  summary: 'App Store: reviews of your app for iPhone, iPad and Mac',
  options: appStoreOptions,
  cursor: streamsCursor,
  secretNames: ['privateKey'],
  secretFaults,
  whyNoReply: ({ issuerId }) => (issuerId === null ? 'Answers need an API key of App Store Connect' : null),
  replyLimit: () => ANSWER_LIMIT,
  reread: rereadJson(itemReader),
  create: (options, kit) => appStoreConnector(options, kit),
};

function secretFaults(
  { privateKey }: Readonly<Record<string, string>>,
  { keyId }: Pick<AppStoreOptions, 'keyId'>,
): SecretFault[] {
  const right = 'it must be the whole file that App Store Connect offered when the key was made (AuthKey_….p8)';
  if (privateKey === undefined)
    return keyId === null ? [] : [{ name: 'privateKey', message: `is missing, and keyId names a key; ${right}` }];
  return canSign({ algorithm: 'ES256', pem: privateKey })
    ? []
    : [{ name: 'privateKey', message: `is no private key of the kind EC; ${right}` }];
}
