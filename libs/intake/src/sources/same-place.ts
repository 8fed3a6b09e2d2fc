import type { SourceSettings } from '@earshot/domain';
import { z } from 'zod';
import { sameValue, type AnyDefinition } from './source-kinds.js';

/** Says what is written at a place, not which place it is. */
const TELLS_NO_PLACE = 'channel';

/**
 * Warnings for a source whose place another one reads already: each message would be stored and judged once for each of
 * them. As far as options tell: kinds whose place only their secrets name, and those that are brought to us, are never
 * warned of.
 * @param exceptId of the source itself, when it is saved already
 */
export function samePlaceWarnings(
  definition: AnyDefinition,
  options: unknown,
  sources: readonly Pick<SourceSettings, 'id' | 'kind' | 'name' | 'options'>[],
  exceptId: string | null,
): string[] {
  const place = placeOf(definition, options);
  if (place === null) return [];
  return sources
    .filter(({ id, kind }) => kind === definition.kind && id !== exceptId)
    .filter((source) => sameValue(placeOf(definition, source.options), place))
    .map(
      ({ id, name }) =>
        `'${name}' (source ${id}) reads the same place already: each message would come twice. Change that source instead, or remove one of the two`,
    );
}

/** The options that name the place, with what holds where nothing is said; `null` where options name none. */
function placeOf(definition: AnyDefinition, options: unknown): Record<string, unknown> | null {
  if (definition.isPushed === true) return null;
  const { required = [] } = z.toJSONSchema(definition.options, { io: 'input', unrepresentable: 'any' });
  const parsed = definition.options.safeParse(options);
  const tellNothing = new Set([...(definition.keepsCursor ?? []), TELLS_NO_PLACE]);
  if (!parsed.success || required.every((name) => tellNothing.has(name))) return null;
  return Object.fromEntries(
    Object.entries(parsed.data as Record<string, unknown>).filter(([name]) => !tellNothing.has(name)),
  );
}
