import net from 'node:net';

/** What the server does with one command; it may write, wait for ever or cut the line. */
export type ImapScript = (command: ImapCommand, connection: ImapConnection) => void;

export interface ImapCommand {
  readonly tag: string;
  /** Upper case, `UID FETCH` as one name. */
  readonly name: string;
  readonly rest: string;
}

export interface ImapConnection {
  send(text: string): void;
  /** `TAG OK` with the usual untagged lines of the command, as a small but correct server answers. */
  answerNormally(): void;
  cut(): void;
}

export interface ScriptedImapServer {
  readonly port: number;
  /** Connections so far. */
  readonly connections: () => number;
  stop(): Promise<void>;
}

const GREETING = '* OK [CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN SASL-IR] ready\r\n';

/** A server that answers by script: what no real one does on request. `greeting: null` says nothing at all. */
export async function startScriptedImapServer(
  script: ImapScript,
  greeting: string | null = GREETING,
): Promise<ScriptedImapServer> {
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (greeting !== null) socket.write(greeting);
    let buffered = '';
    let authenticating: string | null = null;
    socket.on('data', (chunk) => {
      buffered += chunk.toString('latin1');
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        const command: ImapCommand =
          authenticating === null ? commandOf(line) : { tag: authenticating, name: 'CREDENTIALS', rest: line };
        authenticating = null;
        if (command.name === 'AUTHENTICATE' && !/ /.test(command.rest.trim())) {
          authenticating = command.tag;
          socket.write('+ \r\n');
          continue;
        }
        const send = (text: string): void => void socket.write(text);
        script(command, {
          send,
          answerNormally: () => send(normalAnswer(command)),
          cut: () => socket.destroy(),
        });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    connections: () => connections,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function commandOf(line: string): ImapCommand {
  const match = /^(\S+) (UID \S+|\S+) ?(.*)$/i.exec(line);
  return { tag: match?.[1] ?? '*', name: (match?.[2] ?? line).toUpperCase(), rest: match?.[3] ?? '' };
}

/** One mailbox with INBOX in it, three mails with the UIDs 1 to 3 of 60 bytes each. */
function normalAnswer({ tag, name, rest }: ImapCommand): string {
  const done = `${tag} OK done\r\n`;
  switch (name) {
    case 'CAPABILITY':
      return `* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN SASL-IR\r\n${done}`;
    case 'LIST':
    case 'LSUB':
      return `* ${name} (\\HasNoChildren) "/" INBOX\r\n${done}`;
    case 'EXAMINE':
      return `* 3 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 4] next\r\n${tag} OK [READ-ONLY] done\r\n`;
    case 'UID SEARCH':
      return `* SEARCH 1 2 3\r\n${done}`;
    case 'UID FETCH':
      return `${fetched(rest)}${done}`;
    case 'LOGOUT':
      return `* BYE bye\r\n${done}`;
    default:
      return done;
  }
}

export const SCRIPTED_MAIL = 'From: a@customers.example\r\nSubject: Hello\r\n\r\nIt is broken.\r\n';

function fetched(rest: string): string {
  const uids = (rest.split(' ')[0] ?? '').split(',').flatMap((part) => {
    const [from, to] = part.split(':').map(Number);
    return from === undefined ? [] : to === undefined ? [from] : [1, 2, 3].filter((uid) => uid >= from && uid <= to);
  });
  return uids
    .map((uid) => {
      const mail = SCRIPTED_MAIL.replace('Subject:', `Message-ID: <m${uid}@customers.example>\r\nSubject:`);
      const source = rest.includes('BODY.PEEK[]') ? ` BODY[]<0> {${mail.length}}\r\n${mail}` : '';
      const date = '"02-Mar-2026 09:30:00 +0000"';
      return `* ${uid} FETCH (UID ${uid} RFC822.SIZE ${mail.length} INTERNALDATE ${date}${source})\r\n`;
    })
    .join('');
}
