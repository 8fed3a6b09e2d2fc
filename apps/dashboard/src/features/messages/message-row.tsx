import type { MessageSummary } from '@earshot/contracts';
import { Badge, Button } from '@mantine/core';
import { IconBellPlus, IconMoodCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HighlightedText } from '../../shared/evidence/highlighted-text';
import { tellingSignals } from '../../shared/evidence/segments';
import { Channel } from '../../shared/labels/channel';
import { LanguageName } from '../../shared/labels/language';
import { RemovedMark } from '../../shared/labels/removed-mark';
import { FailureNote } from '../../shared/states/failure-note';
import { Instant } from '../../shared/time/instant';
import classes from './message-list.module.css';
import { messageQuery } from './messages-query';
import { useVerdict } from './use-verdict';

export const messageRowId = (id: string): string => `message-${id}`;

/** One message as it was read and judged, with the way to correct the judgement. */
export function MessageRow({ message }: { readonly message: MessageSummary }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const { assessment } = message;
  return (
    <article id={messageRowId(message.id)} tabIndex={-1} className={classes.row}>
      <header className={classes.head}>
        <h2 className={classes.author}>
          {message.customerId === null ? (
            <bdi>{message.author}</bdi>
          ) : (
            <Link to="/customers/$customerId" params={{ customerId: message.customerId }} className={classes.writer}>
              <bdi>{message.author}</bdi>
            </Link>
          )}
          {message.subject !== null && <bdi className={classes.subject}>{message.subject}</bdi>}
        </h2>
        <Judgement message={message} />
      </header>
      {whole ? (
        <WholeText message={message} />
      ) : (
        <p className={classes.text}>
          <HighlightedText
            text={message.excerpt.text}
            signals={tellingSignals(message.excerpt.signals)}
            language={assessment?.language ?? 'und'}
          />
          {message.longer && ' …'}
        </p>
      )}
      {message.longer && (
        <Button
          className={classes.fold}
          variant="subtle"
          size="compact-xs"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {t(whole ? 'messages.showLess' : 'messages.showAll')}
        </Button>
      )}
      <footer className={classes.foot}>
        <p className={classes.facts}>
          <Channel channel={message.channel} source={message.source} />
          {assessment !== null && <LanguageName tag={assessment.language} />}
          {message.kind !== 'person' && (
            <Badge size="sm" variant="default" tt="none">
              {t(`message.kind.${message.kind}`)}
            </Badge>
          )}
          {message.rating !== null && <span>{t('message.rating', { rating: message.rating })}</span>}
          <Instant at={message.sentAt} />
          {message.removedAt !== null && <RemovedMark at={message.removedAt} />}
          {message.caseId !== null && (
            <Link to="/cases/$caseId" params={{ caseId: message.caseId }} className={classes.case}>
              {t('messages.inCase', { id: message.caseId })}
            </Link>
          )}
        </p>
        <Correction message={message} />
      </footer>
    </article>
  );
}

/** What the detector thinks, and what a person said since. */
function Judgement({ message: { assessment, taught } }: { readonly message: MessageSummary }) {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  if (taught !== null)
    return (
      <span className={classes.judgement} data-verdict={taught.dissatisfied ? 'dissatisfied' : 'not_dissatisfied'}>
        {t(`messages.taught.${taught.dissatisfied ? 'dissatisfied' : 'not_dissatisfied'}`, {
          who: taught.by?.name ?? t('messages.somebody'),
        })}
      </span>
    );
  if (assessment === null) return <span className={classes.judgement}>{t('messages.notJudged')}</span>;
  return (
    <span className={classes.judgement} data-verdict={assessment.verdict}>
      {t(`messages.verdict.${assessment.verdict}`)}
      <span className={classes.sure}>
        {t('messages.sure', { probability: percent.format(Math.min(0.99, Math.max(0.01, assessment.probability))) })}
      </span>
    </span>
  );
}

function WholeText({ message }: { readonly message: MessageSummary }) {
  const { t } = useTranslation();
  const query = useQuery(messageQuery(message.id));
  if (query.isError)
    return <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  return (
    <div className={classes.whole} aria-busy={query.data === undefined}>
      {query.data === undefined ? (
        t('state.loading')
      ) : (
        <HighlightedText
          text={query.data.text}
          signals={query.data.assessment?.signals ?? []}
          language={query.data.assessment?.language ?? 'und'}
          explained
        />
      )}
    </div>
  );
}

/** The button that says the opposite of what is believed now. */
function Correction({ message }: { readonly message: MessageSummary }) {
  const { t } = useTranslation();
  const verdict = useVerdict();
  const { taught, assessment } = message;
  const believed = taught?.dissatisfied ?? assessment?.verdict === 'dissatisfied';
  const author = message.author;
  const isUnsure = taught === null && assessment?.verdict === 'uncertain';
  return (
    <span className={classes.correction}>
      {!believed && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconBellPlus size={15} aria-hidden="true" />}
          aria-label={t(isUnsure ? 'messages.unhappyOf' : 'messages.missedOf', { author })}
          loading={verdict.isPending}
          onClick={() => verdict.mutate({ message, dissatisfied: true })}
        >
          {t(isUnsure ? 'messages.verdict.dissatisfied' : 'messages.missed')}
        </Button>
      )}
      {(believed || isUnsure) && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconMoodCheck size={15} aria-hidden="true" />}
          aria-label={t('messages.fineOf', { author })}
          loading={verdict.isPending}
          onClick={() => verdict.mutate({ message, dissatisfied: false })}
        >
          {t('messages.fine')}
        </Button>
      )}
    </span>
  );
}
