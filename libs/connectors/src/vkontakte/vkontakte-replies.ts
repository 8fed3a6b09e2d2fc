import {
  findSentReply,
  type ConnectorKit,
  type JsonApi,
  type OutgoingReply,
  type ReplyReceipt,
} from '@earshot/connector-kit';
import { ConnectorError, ReplyError } from '@earshot/domain';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { placeOf } from './comment-mapper.js';
import { topicPlace } from './topic-mapper.js';
import { VERSION, type VkontakteLists } from './vkontakte-lists.js';

/** Below a post of a wall, or in a discussion. */
type Place =
  | { readonly kind: 'wall'; readonly owner: number; readonly post: number; readonly comment: number | null }
  | { readonly kind: 'topic'; readonly community: number; readonly topic: number; readonly post: number };

const commented = z.object({ response: z.object({ comment_id: z.int() }) });
const posted = z.object({ response: z.int() });

/** Answers in the name of a community. */
export class VkontakteReplies {
  constructor(
    private readonly communityId: number | null,
    private readonly lists: VkontakteLists,
    private readonly api: JsonApi,
    private readonly kit: Pick<ConnectorKit, 'now'>,
  ) {}

  /** @throws ConnectorError, ReplyError */
  async send(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    if (this.communityId === null)
      throw new ConnectorError('misconfigured', 'Answers need the number of your community');
    const place = placeAnswered(outgoing.answers.externalId);
    const externalId =
      place.kind === 'topic'
        ? await this.postInTopic(place, outgoing, signal)
        : await this.comment(place, this.communityId, outgoing, signal);
    return { externalId, threadId: externalId, sentAt: this.kit.now() };
  }

  async find(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    const place = placeAnswered(outgoing.answers.externalId);
    const list =
      place.kind === 'topic'
        ? this.lists.postsOf(place.community, place.topic)
        : this.lists.commentsOf(-place.owner, place.post);
    return findSentReply(list, outgoing, signal);
  }

  private async comment(
    { owner, post, comment }: Place & { kind: 'wall' },
    communityId: number,
    outgoing: OutgoingReply,
    signal: AbortSignal,
  ): Promise<string> {
    const parameters = {
      owner_id: String(owner),
      post_id: String(post),
      from_group: String(communityId),
      message: outgoing.text,
      ...(comment !== null && { reply_to_comment: String(comment) }),
    };
    const { response } = await this.write('wall.createComment', parameters, commented, outgoing, signal);
    return placeOf(owner, post, response.comment_id);
  }

  /** Discussions are flat: an answer begins by naming the post that it answers. */
  private async postInTopic(
    { community, topic, post }: Place & { kind: 'topic' },
    outgoing: OutgoingReply,
    signal: AbortSignal,
  ): Promise<string> {
    const { handle, name } = outgoing.answers.author;
    const mention = handle === null ? '' : `[id${handle}:bp-${community}_${post}|${name ?? handle}], `;
    const parameters = {
      group_id: String(community),
      topic_id: String(topic),
      from_group: '1',
      message: `${mention}${outgoing.text}`,
    };
    const { response } = await this.write('board.createComment', parameters, posted, outgoing, signal);
    return topicPlace(community, topic, response);
  }

  private async write<Body>(
    method: string,
    parameters: Readonly<Record<string, string>>,
    schema: z.ZodType<Body>,
    { externalId }: OutgoingReply,
    signal: AbortSignal,
  ): Promise<Body> {
    // The same for every attempt: the service takes a comment with a known guid once.
    const guid = createHash('sha256').update(externalId).digest('hex').slice(0, 32);
    const body = new URLSearchParams({ v: VERSION, ...parameters, guid });
    return (await this.api.send(`method/${method}`, { schema, body, repeatable: true, signal })).body;
  }
}

function placeAnswered(externalId: string): Place {
  const wall = /^(-?\d+)_(\d+)(?:_(\d+))?$/.exec(externalId);
  if (wall !== null)
    return {
      kind: 'wall',
      owner: Number(wall[1]),
      post: Number(wall[2]),
      comment: wall[3] === undefined ? null : Number(wall[3]),
    };
  const topic = /^topic-(\d+)_(\d+)_(\d+)$/.exec(externalId);
  if (topic === null) throw new ReplyError('refused', 'The message is not a comment of VKontakte');
  return { kind: 'topic', community: Number(topic[1]), topic: Number(topic[2]), post: Number(topic[3]) };
}
