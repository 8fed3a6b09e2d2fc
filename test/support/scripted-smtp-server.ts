import net, { type AddressInfo } from 'node:net';

export type SmtpStep = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'end of data';

export interface SmtpScript {
  /** Closes the connection instead of answering this step. */
  readonly closesAt?: SmtpStep;
  /** Answers nothing from this step on. */
  readonly silentAt?: SmtpStep;
  /** Closes the connection when so much of the mail has come. Bytes. */
  readonly closesAfterBytes?: number;
  /** The first line instead of a proper one. */
  readonly greeting?: string;
}

export interface ScriptedSmtp {
  readonly port: number;
  /** How many whole mails came in, answered or not. */
  taken(): number;
  /** Resolves when the step of the script was reached. */
  readonly reached: Promise<void>;
  close(): Promise<void>;
}

/** An SMTP server on loopback that misbehaves at one step, in ways a proper server cannot be made to. */
export async function startScriptedSmtp(script: SmtpScript): Promise<ScriptedSmtp> {
  let mails = 0;
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const says = (step: SmtpStep, line: string): void => {
      if (script.closesAt === step) {
        reach();
        socket.destroy();
      } else if (script.silentAt === step) reach();
      else socket.write(`${line}\r\n`);
    };
    let inMail = false;
    let mailBytes = 0;
    let pending = '';
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      if (inMail) {
        mailBytes += chunk.length;
        if (script.closesAfterBytes !== undefined && mailBytes >= script.closesAfterBytes) {
          socket.resetAndDestroy();
          return;
        }
        const end = pending.indexOf('\r\n.\r\n');
        if (end < 0) {
          pending = pending.slice(-4);
          return;
        }
        pending = pending.slice(end + 5);
        inMail = false;
        mails += 1;
        says('end of data', '250 taken');
      }
      for (let end = pending.indexOf('\r\n'); !inMail && end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        const verb = /^[A-Z]+/i.exec(line)?.[0]?.toUpperCase() ?? '';
        if (verb === 'EHLO' || verb === 'HELO') says('EHLO', '250 scripted');
        else if (verb === 'MAIL') says('MAIL', '250 fine');
        else if (verb === 'RCPT') says('RCPT', '250 fine');
        else if (verb === 'DATA') {
          inMail = true;
          says('DATA', '354 go on');
        } else if (verb === 'QUIT') socket.end('221 bye\r\n');
        else socket.write('250 fine\r\n');
      }
    });
    says('greeting', script.greeting ?? '220 scripted ESMTP');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    taken: () => mails,
    reached,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
