import { Problem } from '@earshot/contracts';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { FakeAnswer, FakeFile } from './fake-desk.js';

/**
 * What the request brought: parsed JSON, the file of a form, or `undefined` when it brought nothing.
 * @throws {Error} when a form has no file, or the JSON cannot be parsed
 */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (request.headers['content-type']?.startsWith('multipart/form-data') === true) return fileOf(text);
  return text === '' ? undefined : JSON.parse(text);
}

function fileOf(form: string): FakeFile {
  const name = /filename="([^"]+)"/.exec(form)?.[1];
  if (name === undefined) throw new Error('The form has no file');
  const texts = [...form.matchAll(/name="(\w+)"\r\n\r\n(.*)\r\n/g)];
  const fields = Object.fromEntries(texts.map(([, field = '', text = '']) => [field, text] as const));
  return { name, size: form.length, fields };
}

/** Sends what a desk answered: a file, JSON, a problem from status 400 on, or nothing but the status. */
export function sendAnswer(response: ServerResponse, { status, body, file, faults }: FakeAnswer): void {
  if (status >= 400) sendProblem(response, status, faults);
  else if (file !== undefined) response.writeHead(status, headersOf(file)).end(file.text);
  else if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

const headersOf = ({ name, type }: NonNullable<FakeAnswer['file']>) => ({
  'Content-Type': type,
  'Content-Disposition': `attachment; filename="${name}"`,
});

/** Problem details as of RFC 9457; `faults` names what is wrong with what was sent. */
export function sendProblem(response: ServerResponse, status: number, faults?: FakeAnswer['faults']): void {
  const problem = Problem.parse({
    type: 'about:blank',
    title: http.STATUS_CODES[status] ?? 'Error',
    status,
    ...(faults === undefined ? {} : { faults: [...faults] }),
  });
  response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(problem));
}
