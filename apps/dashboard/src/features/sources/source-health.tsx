import type { SourceDetail, SourceView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { isPushedKind } from '../../shared/sources/is-pushed-kind';
import { Panel } from '../../shared/states/panel';
import { formatPace } from './format-pace';
import { Instant } from '../../shared/time/instant';
import { ToldText } from '../../shared/time/told-text';
import { useTimeStyle } from '../../shared/time/use-time';
import classes from './source-health.module.css';

/** What happened to a source, and apart from it what to do; also what holds it back, and that it has fallen silent. */
export function StateWords({ source }: { readonly source: SourceView }) {
  const { t } = useTranslation();
  const { reason, advice, silence, held } = source.health;
  return (
    <>
      {reason !== null && (
        <div className={classes.reason} data-state={source.state}>
          <p>
            <ToldText text={reason} />
          </p>
          {advice !== null && (
            <p>
              <strong>{t('health.whatToDo')}</strong> {advice}
            </p>
          )}
        </div>
      )}
      {held !== null && (
        <div className={classes.reason}>
          <p>
            <strong>{t('health.held')}</strong> <Instant at={held.until} />. <HeldBecause held={held} told={reason} />
          </p>
        </div>
      )}
      {silence !== null && (
        <div className={classes.reason} data-state="degraded">
          <p>
            <strong>{t('health.silent')}</strong> <Instant at={silence.since} />. {silence.reason}
          </p>
        </div>
      )}
    </>
  );
}

/** Which allowance is used up, or else what happened, unless that is `told` already. */
function HeldBecause({
  held: { budget, reason },
  told,
}: {
  readonly held: NonNullable<SourceView['health']['held']>;
  readonly told: string | null;
}) {
  const { t } = useTranslation();
  if (budget !== null) return t(`health.spent.${budget.scope}`, { host: budget.host ?? '' });
  return told === null ? <ToldText text={reason} /> : null;
}

/** How often it is read, and how long its credentials last. */
export function HealthFacts({ source }: { readonly source: SourceView }) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  const { paceSeconds, credentialsExpireAt } = source.health;
  return (
    <dl className={classes.facts}>
      {!isPushedKind(source.kind) && (
        <div>
          <dt>{t('health.pace')}</dt>
          <dd>{formatPace(paceSeconds ?? source.pollIntervalSeconds, style)}</dd>
        </div>
      )}
      {credentialsExpireAt !== null && (
        <div>
          <dt>{t('health.credentials')}</dt>
          <dd>
            <Instant at={credentialsExpireAt} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What of its allowances a source has used. */
export function Consumption({ source }: { readonly source: SourceDetail }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  if (source.budgets.length === 0) return null;
  return (
    <Panel title={t('health.budgets')}>
      <ul className={classes.budgets}>
        {source.budgets.map(({ scope, name, host, allowed, spent, resetsAt, sharedBy }) => (
          <li key={`${scope} ${name} ${host ?? ''}`}>
            <span className={classes.budgetName}>
              {name}
              {host !== null && <span className={classes.dim}> · {host}</span>}
            </span>
            <meter
              className={classes.meter}
              aria-label={name}
              min={0}
              max={allowed}
              high={allowed * 0.8}
              optimum={0}
              value={Math.min(spent, allowed)}
            />
            <span className={classes.dim}>
              {spent >= allowed && (
                <>
                  <strong>{t('health.usedUp')}</strong>
                  {' · '}
                </>
              )}
              {t('health.used', { spent: number.format(spent), allowed: number.format(allowed) })}
              {' · '}
              {t('health.anew')} <Instant at={resetsAt} as="relative" />
              {sharedBy > 1 && ` · ${t('health.shared', { number: number.format(sharedBy) })}`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
