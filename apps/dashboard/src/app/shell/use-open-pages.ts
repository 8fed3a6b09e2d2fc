import { useSession } from '../../shared/session/session';
import { PAGE_GROUPS } from './pages';

/** The groups of pages that this reader's role opens. */
export function useOpenPages() {
  const { user } = useSession();
  return PAGE_GROUPS.map((pages) => pages.filter(({ may }) => may?.(user) ?? true)).filter(({ length }) => length > 0);
}
