import type { ServerResponse } from 'node:http';
import type { Handler } from '../http-server.js';

const DRIP_MS = 150;

/** What servers do wrong without meaning that somebody has to act: a source must come through all of it by itself. */
export const HTTP_FAULTS: Readonly<Record<string, Handler>> = {
  'status 500': (_request, response) => response.writeHead(500).end('oops'),
  'status 503 for a second': (_request, response) => response.writeHead(503, { 'retry-after': '1' }).end(),
  'status 429 for a second': (_request, response) => response.writeHead(429, { 'retry-after': '1' }).end('{}'),
  'a web page with status 200': (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Back soon</title>'),
  'half an answer': (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('[{"id":'),
  'an empty answer': (_request, response) => response.writeHead(200).end(),
  'a connection reset': (_request, response) => response.destroy(),
  'a reset in the middle': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('[{"id":1,', () => response.destroy());
  },
  'a drip that ends in nothing': (_request, response) => drip(response, 8),
};

function drip(response: ServerResponse, left: number): void {
  if (left === 0) response.destroy();
  else if (!response.destroyed) {
    response.write(' ');
    setTimeout(() => drip(response, left - 1), DRIP_MS);
  }
}
