import { InvalidInput } from '@earshot/domain';

interface FileType {
  readonly type: string;
  /** How such a file begins, as Latin-1; any of them. None: text without NUL. */
  readonly begins: readonly string[];
}

const ZIP = ['PK\u0003\u0004', 'PK\u0005\u0006'];
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** What customers need and what does not run when it is opened. By extension, because that decides what opens it. */
const TYPES: Readonly<Record<string, FileType>> = {
  pdf: { type: 'application/pdf', begins: ['%PDF-'] },
  png: { type: 'image/png', begins: ['\u0089PNG\r\n\u001a\n'] },
  jpg: { type: 'image/jpeg', begins: ['\u00ff\u00d8\u00ff'] },
  jpeg: { type: 'image/jpeg', begins: ['\u00ff\u00d8\u00ff'] },
  gif: { type: 'image/gif', begins: ['GIF87a', 'GIF89a'] },
  webp: { type: 'image/webp', begins: ['RIFF'] },
  docx: { type: `${OFFICE}.wordprocessingml.document`, begins: ZIP },
  xlsx: { type: `${OFFICE}.spreadsheetml.sheet`, begins: ZIP },
  pptx: { type: `${OFFICE}.presentationml.presentation`, begins: ZIP },
  odt: { type: `${OPEN_DOCUMENT}.text`, begins: ZIP },
  ods: { type: `${OPEN_DOCUMENT}.spreadsheet`, begins: ZIP },
  zip: { type: 'application/zip', begins: ZIP },
  txt: { type: 'text/plain', begins: [] },
  csv: { type: 'text/csv', begins: [] },
  ics: { type: 'text/calendar', begins: [] },
};

export const ATTACHMENT_EXTENSIONS: readonly string[] = Object.keys(TYPES);

/**
 * The media type under which a file is sent: decided by its name, and only if its content begins as such files do. What the
 * browser claims is not asked.
 * @throws InvalidInput for other files, naming those that can be sent
 */
export function attachmentType(name: string, content: Uint8Array): string {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const known = Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
  if (known === undefined) throw fault(`must be one of ${ATTACHMENT_EXTENSIONS.map((each) => `.${each}`).join(', ')}`);
  if (content.byteLength === 0) throw fault('must not be empty');
  if (!isWhatItSays(known, content)) throw fault(`must be what its name says: this is no .${extension}`);
  return known.type;
}

function isWhatItSays({ begins }: FileType, content: Uint8Array): boolean {
  if (begins.length === 0) return !content.includes(0);
  const start = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 16)).toString('latin1');
  return begins.some((beginning) => start.startsWith(beginning));
}

function fault(message: string): InvalidInput {
  return new InvalidInput('The file cannot be attached', [{ path: 'file', message }]);
}
