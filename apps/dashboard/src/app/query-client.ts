import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { failureKind } from '../shared/api/api-error';

const ATTEMPTS = 3;

/** What the event stream announces is read again at once; the rest is taken for fresh for this long. */
const FRESH_MS = 30_000;

/**
 * The cache of everything read from the API.
 *
 * @param onSignedOut called when an answer says that the session is over
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error): void => {
    if (failureKind(error) === 'signed-out') onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        // A request without a network fails and says so, instead of waiting in silence.
        networkMode: 'always',
        retry: (failures, error) => mayPass(error) && failures < ATTEMPTS - 1,
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 4_000),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Whether the same request may succeed a moment later. */
function mayPass(error: Error): boolean {
  const kind = failureKind(error);
  return kind === 'unreachable' || kind === 'server';
}
