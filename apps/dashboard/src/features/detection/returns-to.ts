import type { OverlayVersion } from './detection-query';

/**
 * Which version comes back when one is taken back, by its id; `null` for the model alone. One that was itself taken back,
 * or that corrects another model, does not.
 */
export function returnsTo(version: OverlayVersion, versions: readonly OverlayVersion[]): string | null {
  const replaced = versions.find(({ id }) => id === version.replacedId);
  return replaced?.revertedBy === null && replaced.baseModel === version.baseModel ? replaced.id : null;
}
