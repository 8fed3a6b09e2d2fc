import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DEFAULT_MAIL_LIMITS, MailRejected, readMail, splitMbox, type ReadMail } from '@earshot/connector-kit';
import { loadAssessor } from '@earshot/detection';
import { InvalidInput, type Assessor } from '@earshot/domain';
import type { CliCommand } from '../cli-command.js';
import { writeOut } from '../standard-output.js';

const HELP = `Usage: earshot read-mail FILE...

Reads mails (.eml files, or every mail of an .mbox file) as a mailbox source would, and prints one JSON line per mail:
  {"file","messageId","inReplyTo","from","subject","sentAt","language","text","quoted","signature","kind","attachments"}
text is what the writer wrote now; quoted and signature are what was split from it, or null. language is that of text.
kind is one of person, automatic, list, bounce, spam. sentAt is UTC. from is the address alone.
What cannot be read is answered by {"file","error"}, the other mails are read, and the exit code is 1.
`;

/** Names the language of a mail's own words, with the declared one as a hint; `null` when there is nothing to tell by. */
export type LanguageOf = (mail: Pick<ReadMail, 'text' | 'language' | 'quoted'>) => string | null;

export const command: CliCommand = async (args) => {
  const { values, positionals } = parse(args);
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length === 0) throw new InvalidInput('read-mail needs at least one file; see --help');
  return readMailFiles(positionals, await languageDetector(), (line) => writeOut(`${line}\n`));
};

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new InvalidInput(`read-mail: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** So few own words, and told this unsurely, are taken to be in the language of the mail that they answer. */
const FEW_WORDS = 4;
const SURE = 0.6;

/** The language of a mail's own words; `Ok???` under a Finnish mail is Finnish. */
export function languageOfReply(
  assessor: Assessor,
  { text, language, quoted }: Parameters<LanguageOf>[0],
): string | null {
  if (text === '') return language;
  const own = assessor.assess({ text, language, channel: 'email' });
  const isPlain = own.languageConfidence >= SURE || text.split(/\s+/).length > FEW_WORDS;
  const answered = isPlain || quoted === null ? 'und' : assessor.assess({ text: quoted }).language;
  return [answered, own.language].find((found) => found !== 'und') ?? language;
}

async function languageDetector(): Promise<LanguageOf> {
  const assessor = await loadAssessor();
  return (mail) => languageOfReply(assessor, mail);
}

/** Reads files one after another; resolves to 1 when a mail could not be read, else 0. */
export async function readMailFiles(
  files: readonly string[],
  languageOf: LanguageOf,
  print: (line: string) => Promise<void> | void,
): Promise<number> {
  let failed = false;
  for (const file of files) {
    try {
      for await (const raw of mailsOf(file)) {
        const line = await lineOf(raw, languageOf);
        failed ||= 'error' in line;
        await print(JSON.stringify({ file, ...line }));
      }
    } catch (error) {
      failed = true;
      await print(JSON.stringify({ file, error: error instanceof Error ? error.message : String(error) }));
    }
  }
  return failed ? 1 : 0;
}

/** The raw mails of a file: those of an mbox, recognised by its first line, or the one that it is. */
async function* mailsOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(5), position: 0 });
    if (buffer.toString('latin1', 0, bytesRead) === 'From ') {
      let count = 0;
      for await (const mail of splitMbox(createReadStream(file))) {
        count++;
        yield mail;
      }
      if (count === 0) throw new MailRejected('empty', 'The mbox file holds no mail');
      return;
    }
    const { maxBytes } = DEFAULT_MAIL_LIMITS;
    // Asked before it is read: a file of any size may be given.
    if (size > maxBytes)
      throw new MailRejected('too-large', `The file has ${size} bytes; at most ${maxBytes} are read`);
    yield await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function lineOf(raw: Uint8Array, languageOf: LanguageOf) {
  try {
    const mail = await readMail(raw);
    return {
      messageId: mail.messageId,
      inReplyTo: mail.inReplyTo,
      from: mail.from?.address ?? null,
      subject: mail.subject,
      sentAt: mail.sentAt?.toISOString() ?? null,
      language: languageOf(mail),
      text: mail.text,
      quoted: mail.quoted,
      signature: mail.signature,
      kind: mail.kind,
      attachments: mail.attachments,
      tags: mail.tags,
    };
  } catch (error) {
    if (error instanceof MailRejected) return { error: `${error.reason}: ${error.detail}` };
    throw error;
  }
}
