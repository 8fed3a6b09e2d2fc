import type { PreviewMessage, SourceCheckView } from '@earshot/contracts';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { HighlightedText } from '../../../shared/evidence/highlighted-text';
import { Channel } from '../../../shared/labels/channel';
import { LanguageName } from '../../../shared/labels/language';
import { SeverityBadge } from '../../../shared/labels/severity-badge';
import { Instant } from '../../../shared/time/instant';
import classes from './setup.module.css';

/** What a look at the source found: its newest messages, judged, or why it cannot be read. */
export function CheckResult({ check }: { readonly check: SourceCheckView }) {
  const { t } = useTranslation();
  if (check.failure !== null) {
    return (
      <div role="alert" className={classes.outcome} data-ok="false">
        <IconAlertTriangle size={18} aria-hidden="true" />
        <div>
          <strong>{t('setup.check.failed')}</strong>
          <p className={classes.words}>{check.failure.message}</p>
          {check.failure.advice !== null && <p className={classes.words}>{check.failure.advice}</p>}
        </div>
      </div>
    );
  }
  return (
    <div role="status">
      <div className={classes.outcome} data-ok="true">
        <IconCircleCheck size={18} aria-hidden="true" />
        <div>
          <strong>{t('setup.check.worked')}</strong>
          <p className={classes.words}>{check.summary}</p>
        </div>
      </div>
      {check.warnings.map((warning) => (
        <p key={warning} className={classes.warning}>
          <IconAlertTriangle size={15} aria-hidden="true" />
          {warning}
        </p>
      ))}
      <h2 className={classes.previewTitle}>{t('setup.check.newest')}</h2>
      {check.preview.length === 0 ? (
        <p className={classes.dim}>{t('setup.check.nothing')}</p>
      ) : (
        <ul className={classes.preview}>
          {check.preview.map((message) => (
            <li key={message.externalId}>
              <Previewed message={message} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Previewed({ message }: { readonly message: PreviewMessage }) {
  const { t } = useTranslation();
  const { assessment } = message;
  return (
    <article className={classes.message}>
      <p className={classes.messageHead}>
        <strong>
          <bdi>{message.author ?? t('setup.check.anonymous')}</bdi>
        </strong>
        <Channel channel={message.channel} />
        <Instant at={message.sentAt} className={classes.dim} />
      </p>
      {message.subject !== null && (
        <p className={classes.subject}>
          <bdi>{message.subject}</bdi>
        </p>
      )}
      <p className={classes.messageText}>
        <HighlightedText
          text={message.text}
          signals={assessment?.signals ?? []}
          language={assessment?.language ?? 'und'}
          explained
        />
      </p>
      <p className={classes.verdict}>
        {assessment === null ? (
          t('setup.check.notJudged')
        ) : (
          <>
            <span className={classes.judged} data-verdict={assessment.verdict}>
              {t(`setup.check.verdict.${assessment.verdict}`)}
            </span>
            {assessment.verdict !== 'not_dissatisfied' && <SeverityBadge severity={assessment.severity} />}
            <LanguageName tag={assessment.language} />
          </>
        )}
      </p>
    </article>
  );
}
