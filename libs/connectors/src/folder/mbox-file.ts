import { splitMbox } from '@earshot/connector-kit';
import { fileLines, type FileLine } from './file-lines.js';
import type { FileItem, FilePosition, FileReader } from './file-reader.js';
import { mailOutcome } from './mail-item.js';

/** Longer lines come in pieces, which an mbox file is as good as. */
const LINE_BYTES = 64 * 1024;

/**
 * Reads an mbox file. The splitter is fed line by line: when it hands out a mail, the line it has just taken is the
 * separator of the next one, and that is where reading goes on. The last mail waits until the file is quiet.
 */
export const readMboxFile: FileReader = async function* (source, from): AsyncGenerator<FileItem> {
  let fed: FileLine | null = null;
  let ended = false;
  async function* feed(): AsyncGenerator<Uint8Array> {
    for await (const line of fileLines(source.handle, from.offset, LINE_BYTES)) {
      fed = line;
      yield line.bytes;
    }
    ended = true;
  }
  let mails = from.line;
  for await (const mail of splitMbox(feed(), { maxMailBytes: source.maxItemBytes })) {
    if (ended && !source.quiet) return;
    mails += 1;
    const last = fed as FileLine | null;
    const position: FilePosition = { offset: (ended ? last?.end : last?.start) ?? from.offset, line: mails };
    yield { outcome: await mailOutcome(mail, `${source.file.path}, mail ${mails}`, source), position };
  }
};
