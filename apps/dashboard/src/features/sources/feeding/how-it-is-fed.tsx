import type { SourceDetail } from '@earshot/contracts';
import { mayRunSources } from '../../../shared/session/permissions';
import { useSession } from '../../../shared/session/session';
import { AddressesPanel } from './addresses-panel';
import { ImportPanel } from './import-panel';
import { TypeInPanel } from './type-in-panel';

/** What a source waits for from people or other systems, and how they give it; nothing where we ask for it ourselves. */
export function HowItIsFed({ source }: { readonly source: SourceDetail }) {
  const { user } = useSession();
  if (source.kind === 'by-hand') return <TypeInPanel sourceId={source.id} />;
  if (!mayRunSources(user)) return null;
  return source.kind === 'complaints-book' ? <ImportPanel source={source} /> : <AddressesPanel source={source} />;
}
