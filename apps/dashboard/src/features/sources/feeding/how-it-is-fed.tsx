import type { SourceDetail } from '@earshot/contracts';
import { TypeInPanel } from './type-in-panel';

/** What a source waits for from people or other systems, and how they give it; nothing where we ask for it ourselves. */
export function HowItIsFed({ source }: { readonly source: SourceDetail }) {
  switch (source.kind) {
    case 'by-hand':
      return <TypeInPanel sourceId={source.id} />;
    default:
      return null;
  }
}
