import { rereadJson, type ConnectorDefinition } from '@earshot/connector-kit';
import { houseOf } from './house-of.js';
import { NOT_ADDRESSED, postReader } from './post-mapper.js';
import { xCursor, type XCursor } from './since-position.js';
import { XConnector } from './x-connector.js';
import { xOptions, type XOptions } from './x-options.js';

/** The keys and tokens of the account that answers. */
const ANSWERING = ['apiKey', 'apiSecret', 'accessToken', 'accessTokenSecret'] as const;

/** Posts of X that mention an account or are found by a search. */
export const X: ConnectorDefinition<XOptions, XCursor> = {
  kind: 'x',
  title: 'X',
  group: 'social',
  summary: 'X (Twitter): posts that mention you or contain your name; every post read is billed',
  options: xOptions,
  cursor: xCursor,
  secretNames: ['bearerToken', 'apiKey', 'apiSecret', 'accessToken', 'accessTokenSecret'],
  requiredSecrets: ['bearerToken'],
  secretFaults: (secrets, { replies }) =>
    ANSWERING.filter((name) => replies && secrets[name] === undefined).map((name) => ({
      name,
      message: 'is missing, and replies need it; enter it, or switch replies off',
    })),
  keepsCursor: ['postsPerMonth', 'replies'],
  isLimitedByPath: true,
  whyNoReply: ({ replies }, _house, answered) => {
    if (!replies) return 'Answering on X is switched off for this source (replies)';
    const isAddressed = answered?.tags.includes(NOT_ADDRESSED) !== true;
    return isAddressed ? null : 'X takes answers from software only below posts that mention or quote your account';
  },
  // https://docs.x.com/fundamentals/counting-characters
  replyLimit: () => ({ longest: 280, counted: 'weighted' }),
  reread: rereadJson((options, now) => postReader(houseOf(options, now))),
  create: (options, kit) => new XConnector(options, kit),
};
