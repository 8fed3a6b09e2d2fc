import type { DetectionView } from '@earshot/contracts';
import { Badge, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayChangeDetection } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { Panel } from '../../shared/states/panel';
import { Instant } from '../../shared/time/instant';
import { useTimeStyle } from '../../shared/time/use-time';
import classes from './detection-page.module.css';
import type { OverlayDeed, OverlayVersion } from './detection-query';
import { OverlayDeedDialog } from './overlay-deed-dialog';
import { usePercent } from './use-percent';

interface Asked {
  readonly version: OverlayVersion;
  readonly deed: OverlayDeed;
}

const MEASURES = ['recall', 'precision', 'macroF1'] as const;

/** What was learned, version by version: what it gained, and whether it judges. */
export function OverlayVersions({ view: { inForce, versions } }: { readonly view: DetectionView }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const shown = [...inForce, ...versions.filter(({ id }) => !inForce.some((one) => one.id === id))];
  return (
    <Panel title={t('detection.versions.title')}>
      <p className={classes.hint}>{t('detection.versions.lead')}</p>
      {shown.length === 0 ? (
        <p className={classes.none}>{t('detection.versions.none')}</p>
      ) : (
        <>
          <dl className={classes.measures}>
            {MEASURES.map((measure) => (
              <div key={measure}>
                <dt>{t(`detection.versions.figure.${measure}`)}</dt>
                <dd>{t(`detection.versions.hint.${measure}`)}</dd>
              </div>
            ))}
          </dl>
          <ul className={classes.versions}>
            {shown.map((version) => (
              <li key={version.id}>
                <Version version={version} onAsk={(deed) => setAsked({ version, deed })} />
              </li>
            ))}
          </ul>
        </>
      )}
      {asked !== null && <OverlayDeedDialog {...asked} versions={shown} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

interface VersionProps {
  readonly version: OverlayVersion;
  readonly onAsk: (deed: OverlayDeed) => void;
}

function Version({ version, onAsk }: VersionProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const { id, state, verdicts, fittedAt, revertedBy } = version;
  const number = new Intl.NumberFormat(useTimeStyle().locale);
  const deed = state === 'in_force' ? 'revert' : 'adopt';
  return (
    <article className={classes.version} aria-labelledby={`version-${id}`}>
      <header className={classes.versionHead}>
        <h3 id={`version-${id}`} className={classes.versionName}>
          {t('detection.versions.one', { id })}
        </h3>
        <Badge variant="default" tt="none" data-state={state} className={classes.state}>
          {t(`detection.versions.state.${state}`)}
        </Badge>
        {mayChangeDetection(user) && (
          <Button
            size="compact-sm"
            variant="default"
            className={classes.deed}
            aria-label={t(`detection.versions.${deed}One`, { id })}
            onClick={() => onAsk(deed)}
          >
            {t(`detection.versions.${deed}`)}
          </Button>
        )}
      </header>
      <p className={classes.facts}>
        <Scope sourceId={version.sourceId} />
        <span>{t('detection.versions.verdicts', { verdicts: number.format(verdicts) })}</span>
        <Instant at={fittedAt} />
        {revertedBy !== null && <span>{t('detection.versions.reverted')}</span>}
      </p>
      <Figures version={version} />
    </article>
  );
}

function Scope({ sourceId }: Pick<OverlayVersion, 'sourceId'>) {
  const { t } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items;
  if (sourceId === null) return <span>{t('detection.versions.allSources')}</span>;
  const source = sources?.find(({ id }) => id === sourceId)?.name ?? sourceId;
  return <bdi>{t('detection.versions.oneSource', { source })}</bdi>;
}

function Figures({ version: { id, figures } }: Pick<VersionProps, 'version'>) {
  const { t } = useTranslation();
  const { percent, points } = usePercent();
  const { before, after, comparison } = figures;
  return (
    <>
      <table className={classes.figures} aria-label={t('detection.versions.figures', { id })}>
        <thead>
          <tr>
            {(['measure', 'before', 'after', 'change'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`detection.versions.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {MEASURES.map((measure) => (
            <tr key={measure}>
              <th scope="row">{t(`detection.versions.figure.${measure}`)}</th>
              <td>{percent(before[measure])}</td>
              <td>{percent(after[measure])}</td>
              <td>{points(after[measure] - before[measure])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {comparison !== null && (
        <p className={classes.hint}>
          {t(`detection.versions.${comparison.logLossCandidate < comparison.logLossInForce ? 'better' : 'worse'}`, {
            verdicts: comparison.verdicts,
          })}
        </p>
      )}
    </>
  );
}
