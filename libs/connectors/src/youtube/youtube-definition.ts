import { streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { youtubeConnector } from './youtube-connector.js';
import { youtubeOptions, type YoutubeOptions } from './youtube-options.js';

/** Comments below the videos of a channel. Read only. */
export const YOUTUBE: ConnectorDefinition<YoutubeOptions, StreamsCursor> = {
  kind: 'youtube',
  title: 'YouTube',
  group: 'social',
  summary: 'YouTube: comments below your videos',
  options: youtubeOptions,
  cursor: streamsCursor,
  secretNames: ['apiKey'],
  create: (options, kit) => youtubeConnector(options, kit),
};
