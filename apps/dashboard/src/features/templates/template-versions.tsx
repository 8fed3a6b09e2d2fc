import type { TemplateBookView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { Panel } from '../../shared/states/panel';
import { showFailure, showOutcome } from '../../shared/states/toasts';
import { Instant } from '../../shared/time/instant';
import classes from './templates-page.module.css';
import { earlierVersion, type TemplateDocument } from './templates-query';

interface TemplateVersionsProps {
  readonly book: TemplateBookView;
  readonly mayEdit: boolean;
  readonly onOpen: (document: TemplateDocument) => void;
}

/** Who saved what when; an earlier one is opened to be edited, and holds again when it is saved. */
export function TemplateVersions({ book, mayEdit, onOpen }: TemplateVersionsProps) {
  const { t } = useTranslation();
  const nameOf = (id: string): string =>
    id === '0' ? t('standards.versions.files') : t('standards.versions.one', { id });
  const open = useMutation({
    mutationFn: (id: string) => earlierVersion(book.language, id),
    onSuccess: ({ id, document }) => {
      onOpen(document);
      showOutcome({ text: t('templates.versions.opened', { version: nameOf(id) }) });
    },
    onError: (error) => {
      const kind = failureKind(error);
      if (kind !== 'signed-out') showFailure({ title: t(`failure.${kind}.title`), text: t(`failure.${kind}.text`) });
    },
  });
  return (
    <Panel title={t('standards.versions.title')}>
      <ol className={classes.versions}>
        {book.versions.map(({ id, createdAt, createdBy, note }) => (
          <li key={id} className={classes.version}>
            <span className={classes.versionWords}>
              <span className={classes.versionName}>
                {nameOf(id)}
                {id === book.id && <span className={classes.dim}> · {t('standards.versions.inForce')}</span>}
              </span>
              <span className={classes.dim}>
                {createdBy !== null && <bdi>{createdBy.name}</bdi>}
                {createdBy !== null && createdAt !== null && ' · '}
                {createdAt !== null && <Instant at={createdAt} />}
              </span>
              {note !== null && <span dir="auto">{note}</span>}
            </span>
            {id !== book.id && mayEdit && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('templates.versions.openOne', { version: nameOf(id) })}
                aria-disabled={open.isPending}
                onClick={() => {
                  if (!open.isPending) open.mutate(id);
                }}
              >
                {t('templates.versions.open')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
