import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../shared/states/states';
import { isFiltered, type BoardSearch } from './board-search';

/** A list in which nothing stands: because of the filters, or because all is well. */
export function EmptyBoard({ search, onClear }: { readonly search: BoardSearch; readonly onClear: () => void }) {
  const { t } = useTranslation();
  if (isFiltered(search))
    return (
      <EmptyState
        title={t('board.empty.filtered.title')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('board.filters.clear')}
          </Button>
        }
      >
        {t('board.empty.filtered.text')}
      </EmptyState>
    );
  const list = search.list ?? 'needs_answer';
  return <EmptyState title={t(`board.empty.${list}.title`)}>{t(`board.empty.${list}.text`)}</EmptyState>;
}
