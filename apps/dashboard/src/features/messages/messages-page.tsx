import { Button } from '@mantine/core';
import { IconPhonePlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import { useSession } from '../../shared/session/session';
import { PageHeading } from '../../shared/states/page-heading';
import { EmptyState, FailureState } from '../../shared/states/states';
import { MessageFilters } from './message-filters';
import { MessageList } from './message-list';
import { MessageListSkeleton } from './message-list-skeleton';
import { isFiltered, messageSearch, type MessageSearch } from './message-search';
import classes from './messages-page.module.css';
import { messagesQuery } from './messages-query';

const route = getRouteApi('/app/messages');

/** Everything that was read, to be searched; where an agent says "this was missed". */
export function MessagesPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  // The router keeps what it does not know; the API would refuse it.
  const search = route.useSearch({ select: messageSearch, structuralSharing: true });
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(messagesQuery(search, user.zone));
  const searchField = useRef<HTMLInputElement>(null);
  const messages = query.data?.pages.flatMap((page) => page.items);
  const choose = (change: MessageSearch): void =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  const clear = (): void => void navigate({ search: messageSearch({}), replace: true });
  useShortcuts({ '/': () => searchField.current?.focus() });

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('messages.title')} />
        <p className={classes.lead}>{t('messages.lead')}</p>
        <Button
          component={Link}
          to="/messages/by-hand"
          variant="default"
          className={classes.typeIn}
          leftSection={<IconPhonePlus size={16} aria-hidden="true" />}
        >
          {t('board.typeIn')}
        </Button>
        <MessageFilters search={search} onChoose={choose} onClear={clear} searchField={searchField} />
      </header>
      {messages === undefined ? (
        query.isError ? (
          <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
        ) : (
          <MessageListSkeleton />
        )
      ) : messages.length === 0 ? (
        <Nothing filtered={isFiltered(search)} onClear={clear} />
      ) : (
        <MessageList
          messages={messages}
          hasMore={query.hasNextPage}
          loadingMore={query.isFetchingNextPage}
          moreError={query.isFetchNextPageError ? query.error : null}
          onMore={() => void query.fetchNextPage()}
        />
      )}
    </div>
  );
}

function Nothing({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  const { t } = useTranslation();
  if (!filtered) return <EmptyState title={t('messages.empty.title')}>{t('messages.empty.text')}</EmptyState>;
  return (
    <EmptyState
      title={t('messages.nothingFits.title')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('messages.filters.clear')}
        </Button>
      }
    >
      {t('messages.nothingFits.text')}
    </EmptyState>
  );
}
