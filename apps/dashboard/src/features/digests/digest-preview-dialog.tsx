import type { DigestView } from '@earshot/contracts';
import { SegmentedControl, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog/dialog';
import { FailureNote } from '../../shared/states/failure-note';
import classes from './digests-page.module.css';
import { previewQuery } from './digests-query';

interface DigestPreviewDialogProps {
  readonly edition: DigestView['edition'];
  readonly user: string | undefined;
  readonly onClose: () => void;
}

const PARTS = ['html', 'text'] as const;
type Part = (typeof PARTS)[number];

/** The mail as it would be sent now, both of its parts. */
export function DigestPreviewDialog({ edition, user, onClose }: DigestPreviewDialogProps) {
  const { t } = useTranslation();
  const query = useQuery(previewQuery(user, edition));
  const [part, setPart] = useState<Part>('html');
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <Dialog
      opened
      onClose={onClose}
      size="50rem"
      fullScreen={isNarrow}
      title={t('digests.preview.title', { edition: t(`digests.edition.${edition}`) })}
    >
      {query.data !== undefined ? (
        <div className={classes.preview}>
          <p className={classes.subject}>{query.data.subject}</p>
          <SegmentedControl
            aria-label={t('digests.preview.part')}
            value={part}
            data={PARTS.map((value) => ({ value, label: t(`digests.format.${value}`) }))}
            onChange={setPart}
          />
          {part === 'html' ? (
            // No script, no form, no way out of the frame; the page's own policy keeps everything remote away.
            <iframe className={classes.mail} sandbox="" srcDoc={query.data.html} title={t('digests.preview.frame')} />
          ) : (
            <pre className={classes.plain} tabIndex={0} role="region" aria-label={t('digests.format.text')}>
              {query.data.text}
            </pre>
          )}
        </div>
      ) : query.isError ? (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <Skeleton height={320} role="status" aria-label={t('state.loading')} />
      )}
    </Dialog>
  );
}
