import { NativeSelect, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { languageName } from '../../shared/labels/language';
import { PlaybookPages } from '../../shared/navigation/playbook-pages';
import { useSession } from '../../shared/session/session';
import { PageHeading } from '../../shared/states/page-heading';
import { FailureState } from '../../shared/states/states';
import { TemplateEditor } from './template-editor';
import classes from './templates-page.module.css';
import { templateBookQuery, templateBooksQuery } from './templates-query';

/** The house's reply templates, a language at a time: read by everybody, changed by managers. */
export function TemplatesPage() {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const navigate = useNavigate({ from: '/playbook/templates' });
  const { language = user.language } = useSearch({ from: '/app/playbook/templates' });
  const books = useQuery(templateBooksQuery);
  const book = useQuery(templateBookQuery(language));
  const languages = (books.data?.items ?? [])
    .map((item) => ({ value: item.language, label: languageName(item.language, i18n.language) }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  const failed = [books, book].filter(({ isError, data }) => isError && data === undefined);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('playbookPage.templates')} />
        <p className={classes.lead}>{t('templates.lead')}</p>
        <PlaybookPages />
      </header>
      <NativeSelect
        className={classes.language}
        label={t('templates.language')}
        value={language}
        data={languages}
        onChange={(event) => void navigate({ search: { language: event.currentTarget.value } })}
      />
      {books.data !== undefined && book.data !== undefined ? (
        <TemplateEditor key={language} book={book.data} placeholders={books.data.placeholders} />
      ) : failed[0] !== undefined ? (
        <FailureState
          error={failed[0].error}
          onRetry={() => failed.forEach((query) => void query.refetch())}
          retrying={failed.some(({ isFetching }) => isFetching)}
        />
      ) : (
        <div role="status" aria-label={t('state.loading')}>
          <Skeleton height={420} radius="md" aria-hidden="true" />
        </div>
      )}
    </div>
  );
}
