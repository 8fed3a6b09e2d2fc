import type { PolicyVersionPage } from '@earshot/contracts';
import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../states/panel';
import { Instant } from '../time/instant';
import classes from './versions-panel.module.css';

/** What can be done with an earlier version. */
interface VersionDeed {
  readonly label: string;
  /** Also names the version, for those who hear the button without what stands beside it. */
  readonly nameFor: (version: string) => string;
  readonly pending: boolean;
  readonly run: (id: string) => void;
}

interface VersionsPanelProps {
  readonly versions: PolicyVersionPage['items'];
  readonly inForce: string;
  /** `null` for those who may only read. */
  readonly deed: VersionDeed | null;
  /** Shown above the list, a failure say. */
  readonly children?: ReactNode;
}

/** Version 0 is what the files of the installation say. */
export const versionName = (id: string, t: TFunction): string =>
  id === '0' ? t('standards.versions.files') : t('standards.versions.one', { id });

/** Who saved what when, the newest first. */
export function VersionsPanel({ versions, inForce, deed, children }: VersionsPanelProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t('standards.versions.title')}>
      {children}
      <ol className={classes.versions}>
        {versions.map(({ id, createdAt, createdBy, note }) => (
          <li key={id} className={classes.version}>
            <span className={classes.words}>
              <span className={classes.name}>
                {versionName(id, t)}
                {id === inForce && <span className={classes.dim}> · {t('standards.versions.inForce')}</span>}
              </span>
              <span className={classes.dim}>
                {createdBy !== null && <bdi>{createdBy.name}</bdi>}
                {createdBy !== null && createdAt !== null && ' · '}
                {createdAt !== null && <Instant at={createdAt} />}
              </span>
              {note !== null && <span dir="auto">{note}</span>}
            </span>
            {id !== inForce && deed !== null && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={deed.nameFor(versionName(id, t))}
                aria-disabled={deed.pending}
                onClick={() => {
                  if (!deed.pending) deed.run(id);
                }}
              >
                {deed.label}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
