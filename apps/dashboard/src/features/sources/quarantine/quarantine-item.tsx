import type { QuarantineItemView, SourceDetail } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { useCatalogue } from '../../../shared/labels/catalogue';
import { isPushedKind } from '../../../shared/sources/is-pushed-kind';
import { deedFailure } from '../../../shared/states/deed-failure';
import { showFailure, showOutcome } from '../../../shared/states/toasts';
import { Instant } from '../../../shared/time/instant';
import { useReadAgain } from '../manage/manage-queries';
import { formatSize } from './format-size';
import classes from '../source-page.module.css';
import { rawAddress } from '../source-query';
import { retryItem } from './quarantine-queries';

interface QuarantineItemProps {
  readonly source: Pick<SourceDetail, 'id' | 'name' | 'kind'>;
  readonly item: QuarantineItemView;
  readonly onDismiss: () => void;
}

/** One item that could not be read, with its age, its size and what can be done about it. */
export function QuarantineItem({ source, item, onDismiss }: QuarantineItemProps) {
  const { t, i18n } = useTranslation();
  const words = useCatalogue();
  return (
    <>
      <strong>{words('quarantine', item.reason)}</strong>
      <span className={classes.detail}>{item.detail}</span>
      <span className={classes.small}>
        <Instant at={item.at} />
        {' · '}
        <Instant at={item.at} as="relative" />
        {' · '}
        {formatSize(item.rawBytes, i18n.language)}
        {item.externalId !== null && (
          <>
            {' · '}
            <code>{item.externalId}</code>
          </>
        )}
      </span>
      {item.triedAt !== null && item.triedOutcome !== null && item.state === 'open' && (
        <span className={classes.tried}>
          {t('quarantined.tried')} <Instant at={item.triedAt} as="relative" />: {item.triedOutcome}
        </span>
      )}
      {item.state === 'open' && !item.canBeReread && (
        <span className={classes.tried}>{t(`quarantined.${adviceFor(source, item)}`)}</span>
      )}
      {item.state === 'open' ? (
        <OpenActions source={source} item={item} onDismiss={onDismiss} />
      ) : (
        <Closing item={item} />
      )}
    </>
  );
}

/** What closes an item that cannot be read again from its raw form; without an id nothing does it by itself. */
function adviceFor({ kind }: QuarantineItemProps['source'], { externalId }: QuarantineItemView) {
  if (!isPushedKind(kind)) return 'askSource';
  return externalId === null ? 'bringAgainNameless' : 'bringAgain';
}

function OpenActions({ source, item, onDismiss }: QuarantineItemProps) {
  const { t } = useTranslation();
  const readAgain = useReadAgain(source.id);
  const retry = useMutation({
    mutationFn: () => retryItem(source.id, item.id),
    onSuccess: ({ outcome, detail }) => {
      const text = t(`quarantined.outcome.${outcome}`);
      if (outcome === 'unreadable' || outcome === 'ask-source')
        showFailure({ title: text, text: detail ?? t('quarantined.askSource') });
      else showOutcome({ text });
      return readAgain();
    },
    onError: (error) => {
      const kind = failureKind(error);
      showFailure({
        title: t(`failure.${kind}.title`),
        text: kind === 'conflict' ? error.message : deedFailure(t, kind),
      });
      void readAgain();
    },
  });
  const name = item.externalId ?? item.id;
  return (
    <span className={classes.itemActions}>
      {item.canBeReread && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden="true" />}
          aria-label={t('source.actOn', { action: t('quarantined.retry'), source: name })}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          {t('quarantined.retry')}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('source.actOn', { action: t('quarantined.dismiss.action'), source: name })}
        onClick={onDismiss}
      >
        {t('quarantined.dismiss.action')}
      </Button>
      {item.rawBytes > 0 && (
        <a className={classes.raw} href={rawAddress(source.id, item.id)} download>
          <IconDownload size={14} aria-hidden="true" />
          {t('quarantine.raw')}
        </a>
      )}
    </span>
  );
}

function Closing({ item }: { readonly item: QuarantineItemView }) {
  const { t } = useTranslation();
  return (
    <span className={classes.closed}>
      {t(item.state === 'dismissed' ? 'quarantined.wasDismissed' : 'quarantined.wasRead')}
      {item.closedBy !== null && (
        <>
          {' · '}
          <bdi>{item.closedBy}</bdi>
        </>
      )}
      {item.closedAt !== null && (
        <>
          {' · '}
          <Instant at={item.closedAt} />
        </>
      )}
      {item.closedReason !== null && (
        <>
          {' · '}
          <span dir="auto">{item.closedReason}</span>
        </>
      )}
    </span>
  );
}
