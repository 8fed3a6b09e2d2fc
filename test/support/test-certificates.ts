import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A certificate authority of its own and a server certificate that it signed, as PEM files in a temporary folder. */
export interface TestCertificates {
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  remove(): void;
}

export function opensslAvailable(): boolean {
  return spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
}

/** Makes both for `host`, valid for a day; elliptic curves, because RSA keys take a second to find. */
export function createCertificates(host: string): TestCertificates {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'earshot-tls-'));
  fs.chmodSync(folder, 0o755);
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-days', '1', '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem');
  openssl('req', ...key, '-subj', `/CN=${host}`, '-keyout', 'server.key', '-out', 'server.csr');
  fs.writeFileSync(file('extensions'), `subjectAltName=DNS:${host}\n`);
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'extensions'];
  openssl('x509', '-req', '-in', 'server.csr', ...signing, '-days', '1', '-out', 'server.pem');
  return {
    caFile: file('ca.pem'),
    certificateFile: file('server.pem'),
    keyFile: file('server.key'),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
