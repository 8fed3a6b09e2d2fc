import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bits, explicit, implicit, integer, octets, oid, sequence, set, text, utcTime, yes } from './der.js';

/** A certificate authority of its own and a server certificate that it signed, as PEM files in a temporary folder. */
export interface TestCertificates {
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  remove(): void;
}

/** Makes both for `host`, valid for a day; elliptic curves, because RSA keys take a second to find. */
export function createCertificates(host: string): TestCertificates {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'earshot-tls-'));
  fs.chmodSync(folder, 0o755);
  const authority = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const server = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signer = { name: 'Test authority', key: authority.privateKey };
  const keep = (name: string, content: string): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, content);
    return file;
  };
  return {
    caFile: keep('ca.pem', certificate('Test authority', authority.publicKey, signer, [OF_AN_AUTHORITY])),
    certificateFile: keep('server.pem', certificate(host, server.publicKey, signer, [serverName(host)])),
    keyFile: keep('server.key', server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** RFC 5280, section 4.1. */
function certificate(
  subject: string,
  publicKey: KeyObject,
  signer: { readonly name: string; readonly key: KeyObject },
  extensions: readonly Uint8Array[],
): string {
  const [began, ends] = [-3_600_000, 86_400_000].map((ms) => utcTime(new Date(Date.now() + ms)));
  const toBeSigned = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(randomBytes(8)),
    ECDSA_WITH_SHA256,
    commonName(signer.name),
    sequence(began as Buffer, ends as Buffer),
    commonName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  );
  const der = sequence(toBeSigned, ECDSA_WITH_SHA256, bits(sign('sha256', toBeSigned, signer.key)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** RFC 5758, section 3.2. */
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

const commonName = (name: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), text(name))));

/** Basic constraints: it may sign others. RFC 5280, section 4.2.1.9. */
const OF_AN_AUTHORITY = sequence(oid('2.5.29.19'), yes(), octets(sequence(yes())));

/** The subject's alternative name, a DNS name. RFC 5280, section 4.2.1.6. */
const serverName = (host: string): Buffer =>
  sequence(oid('2.5.29.17'), octets(sequence(implicit(2, Buffer.from(host, 'ascii')))));
