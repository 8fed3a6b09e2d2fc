import { execFileSync } from 'node:child_process';
import os from 'node:os';

export interface DovecotOptions {
  /** PEM files of the server; with them it offers STARTTLS and implicit TLS. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
  /** Where access tokens are introspected (RFC 7662); with it the server accepts XOAUTH2 and OAUTHBEARER. */
  readonly introspectionUrl?: string;
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly tlsPort: number;
}

/** The server's configuration files by name: one instance, on loopback only, with its own folders, for Dovecot 2.3. */
export function dovecotConfiguration(place: Place, options: DovecotOptions): Record<string, string> {
  const main = [accounts(), general(place), tls(options), passwords(place, options), listeners(place, options)].join(
    '\n',
  );
  return {
    'dovecot.conf': `${main}\n`,
    ...(options.introspectionUrl === undefined ? {} : { 'oauth2.conf': introspection(options.introspectionUrl) }),
  };
}

/** Dovecot changes users by itself as root; without root everything runs as the caller, and nothing may chroot. */
function accounts(): string {
  if (process.getuid?.() === 0)
    return 'default_internal_user = dovecot\ndefault_login_user = dovenull\nmail_uid = mail\nmail_gid = mail';
  const { username, gid, uid } = os.userInfo();
  const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  return [
    `default_internal_user = ${username}`,
    `default_internal_group = ${group}`,
    `default_login_user = ${username}`,
    `mail_uid = ${uid}`,
    `mail_gid = ${gid}`,
    ...['anvil', 'imap-login', 'stats'].map((name) => `service ${name} {\n  chroot =\n}`),
  ].join('\n');
}

function general({ folder }: Place): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = no
auth_failure_delay = 0
mail_max_userip_connections = 50
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
userdb {
  driver = static
  args = home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = subscribe
  }
  mailbox Junk {
    special_use = \\Junk
    auto = subscribe
  }
}`;
}

function tls({ tls: files }: DovecotOptions): string {
  if (files === undefined) return 'ssl = no';
  return `ssl = yes\nssl_cert = <${files.certificateFile}\nssl_key = <${files.keyFile}`;
}

function passwords({ folder }: Place, { introspectionUrl }: DovecotOptions): string {
  const byPassword = 'passdb {\n  driver = static\n  args = password=secret\n}';
  if (introspectionUrl === undefined) return `auth_mechanisms = plain login\n${byPassword}`;
  const byToken = `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${folder}/oauth2.conf\n}`;
  return `auth_mechanisms = plain login xoauth2\n${byToken}\n${byPassword.replace('args', 'mechanisms = plain login\n  args')}`;
}

function introspection(url: string): string {
  return `introspection_mode = post
introspection_url = ${url}
username_attribute = username
active_attribute = active
active_value = true
`;
}

function listeners({ port, tlsPort }: Place, options: DovecotOptions): string {
  const implicit = options.tls === undefined ? 'port = 0' : `port = ${tlsPort}\n    ssl = yes`;
  return `
# A wrong password must not slow down the next login from the same address.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    ${implicit}
  }
}`;
}
