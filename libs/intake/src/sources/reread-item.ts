import type { RereadItem } from '@earshot/connector-kit';
import type { QuarantinedRaw, SourceSettings } from '@earshot/domain';
import type { SourceKinds } from './source-kinds.js';

/** Reads an item again through the mapper of its connector, as that is now; `null` where its raw form does not tell enough. */
export async function rereadItem(
  kinds: SourceKinds,
  { kind, options }: Pick<SourceSettings, 'kind' | 'options'>,
  { raw }: Pick<QuarantinedRaw, 'raw'>,
  now: Date,
): Promise<RereadItem | null> {
  const definition = kinds.find(kind);
  if (definition.reread === undefined || raw === null || !kinds.canReread(kind, raw.length)) return null;
  return definition.reread(definition.options.parse(options), raw, now);
}
