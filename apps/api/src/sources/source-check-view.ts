import type { SourceCheckView } from '@earshot/contracts';
import type { CheckedSource, JudgedPreview } from '@earshot/intake';
import { presented } from '../http/presented.js';

/** What a look at a source found, as its answer. */
export function sourceCheckView(checked: CheckedSource): SourceCheckView {
  if (!checked.ok) return { ok: false, summary: null, warnings: [], preview: [], failure: checked.failure };
  const { summary, warnings, preview } = checked;
  return { ok: true, summary, warnings: [...warnings], preview: preview.map(previewView), failure: null };
}

function previewView({ message, assessment }: JudgedPreview): SourceCheckView['preview'][number] {
  const { externalId, channel, kind, author, sentAt, subject, text, rating } = message;
  const name = author.name ?? author.address ?? author.handle;
  return presented({ externalId, channel, kind, author: name, sentAt, subject, text, rating, assessment });
}
