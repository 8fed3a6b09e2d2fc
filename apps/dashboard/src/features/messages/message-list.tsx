import type { MessageSummary } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import { FailureNote } from '../../shared/states/failure-note';
import classes from './message-list.module.css';
import { MessageRow, messageRowId } from './message-row';

interface MessageListProps {
  readonly messages: readonly MessageSummary[];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly moreError: Error | null;
  readonly onMore: () => void;
}

/** The rows; the browser draws those near the window, however long the list grows. */
export function MessageList({ messages, hasMore, loadingMore, moreError, onMore }: MessageListProps) {
  const { t } = useTranslation();
  const move = (step: 1 | -1): void => {
    const at = messages.findIndex(({ id }) =>
      document.getElementById(messageRowId(id))?.contains(document.activeElement),
    );
    const next = messages[Math.min(messages.length - 1, Math.max(0, at + step))];
    if (next !== undefined) document.getElementById(messageRowId(next.id))?.focus();
  };
  useShortcuts({ j: () => move(1), k: () => move(-1) });
  return (
    <>
      <ol className={classes.list} aria-label={t('messages.label')}>
        {messages.map((message) => (
          <li key={message.id} className={classes.entry}>
            <MessageRow message={message} />
          </li>
        ))}
      </ol>
      <div className={classes.end}>
        {moreError !== null && <FailureNote error={moreError} onRetry={onMore} retrying={loadingMore} />}
        {hasMore && moreError === null && (
          <Button variant="default" loading={loadingMore} onClick={onMore}>
            {t('messages.more')}
          </Button>
        )}
      </div>
    </>
  );
}
