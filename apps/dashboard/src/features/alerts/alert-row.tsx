import type { Alert } from '@earshot/contracts';
import { ActionIcon, Checkbox } from '@mantine/core';
import { IconCheck, IconMessage2, IconMoodCheck, IconUserPlus, type Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../shared/hint/hint';
import type { CaseAction } from '../../shared/case-actions/use-case-action';
import { HighlightedText } from '../../shared/evidence/highlighted-text';
import { tellingSignals } from '../../shared/evidence/segments';
import { useCatalogue } from '../../shared/labels/catalogue';
import { Channel } from '../../shared/labels/channel';
import { LanguageName } from '../../shared/labels/language';
import { Owner } from '../../shared/labels/owner';
import { SeverityBadge } from '../../shared/labels/severity-badge';
import { Due } from '../../shared/time/due';
import { Instant } from '../../shared/time/instant';
import classes from './alert-row.module.css';

interface AlertRowProps {
  readonly alert: Alert;
  readonly departed: boolean;
  readonly selected: boolean;
  readonly canAct: boolean;
  readonly acting: boolean;
  readonly onAct: (action: CaseAction, alert: Alert) => void;
  readonly onOpen: (alert: Alert) => void;
  readonly onSelect: (alert: Alert) => void;
}

/** The id of the link by which a row is opened and focused. */
export const rowLinkId = (caseId: string): string => `alert-${caseId}`;

export function AlertRow({ alert, departed, selected, canAct, acting, onAct, onOpen, onSelect }: AlertRowProps) {
  const { t } = useTranslation();
  const telling = tellingSignals(alert.excerpt.signals);
  return (
    <div className={classes.row} data-departed={departed} data-severity={alert.severity} data-selected={selected}>
      <div className={classes.choice}>
        {canAct && !departed && (
          <Checkbox
            size="xs"
            checked={selected}
            aria-label={t('board.select', { customer: alert.customer.name })}
            onChange={() => onSelect(alert)}
          />
        )}
      </div>
      <div className={classes.severity}>
        <SeverityBadge severity={alert.severity} />
      </div>
      <div className={classes.words}>
        <h3 className={classes.title}>
          <Link
            id={rowLinkId(alert.caseId)}
            className={classes.link}
            to="/cases/$caseId"
            params={{ caseId: alert.caseId }}
            onClick={() => onOpen(alert)}
          >
            <bdi className={classes.customer}>{alert.customer.name}</bdi>
            {alert.subject !== null && (
              <bdi className={classes.subject} lang={alert.language === 'und' ? undefined : alert.language}>
                {alert.subject}
              </bdi>
            )}
          </Link>
        </h3>
        <p className={classes.excerpt}>
          <HighlightedText text={alert.excerpt.text} signals={telling} language={alert.language} />
        </p>
        <p className={classes.facts}>
          <Reasons signals={telling} />
          <Channel channel={alert.channel} source={alert.source} />
          <LanguageName tag={alert.language} />
          {alert.messageCount > 1 && (
            <span className={classes.fact}>
              <IconMessage2 size={14} stroke={1.75} aria-hidden="true" />
              {t('board.messages', { count: alert.messageCount })}
            </span>
          )}
          <Instant at={alert.lastMessageAt} as="relative" />
          {departed && <strong className={classes.left}>{t('board.departed')}</strong>}
        </p>
      </div>
      <div className={classes.owner}>
        <Owner owner={alert.owner} />
      </div>
      <div className={classes.due}>
        <Due dueAt={alert.dueAt} calendar={alert.calendar} answeredAt={alert.answeredAt} />
      </div>
      {canAct && !departed && (
        <div className={classes.actions}>
          <RowAction icon={IconUserPlus} action="assign-to-me" {...{ alert, acting, onAct }} />
          <RowAction icon={IconCheck} action="answered" {...{ alert, acting, onAct }} />
          <RowAction icon={IconMoodCheck} action="not-a-complaint" {...{ alert, acting, onAct }} />
        </div>
      )}
    </div>
  );
}

const REASONS_SHOWN = 2;

/** The strongest signs in the reader's own words: what is marked may be in a language that they do not read. */
function Reasons({ signals }: { readonly signals: ReturnType<typeof tellingSignals> }) {
  const words = useCatalogue();
  const strongest = signals
    // That single words are as in complaints explains nothing to a person.
    .filter(({ kind }) => kind !== 'wording')
    .sort((a, b) => b.weight - a.weight)
    .map(({ label }) => words('signal', label));
  const reasons = [...new Set(strongest)].slice(0, REASONS_SHOWN);
  return reasons.length === 0 ? null : <span className={classes.reasons}>{reasons.join(' · ')}</span>;
}

interface RowActionProps extends Pick<AlertRowProps, 'alert' | 'acting' | 'onAct'> {
  readonly icon: Icon;
  readonly action: 'assign-to-me' | 'answered' | 'not-a-complaint';
}

function RowAction({ icon: Shape, action, alert, acting, onAct }: RowActionProps) {
  const { t } = useTranslation();
  return (
    <Hint label={t(`case.action.${action}`)}>
      <ActionIcon
        variant="default"
        size="md"
        aria-label={t('board.actOn', { action: t(`case.action.${action}`), customer: alert.customer.name })}
        disabled={acting}
        onClick={() => onAct(action, alert)}
      >
        <Shape size={16} stroke={1.75} />
      </ActionIcon>
    </Hint>
  );
}
