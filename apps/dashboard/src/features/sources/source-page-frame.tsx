import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './source-page.module.css';

interface SourcePageFrameProps {
  /** The source that the page is about, and leads back to; else it leads back to all of them. */
  readonly sourceId?: string;
  readonly name?: string;
  readonly children: ReactNode;
}

/** A page below the sources, with the way back. */
export function SourcePageFrame({ sourceId, name, children }: SourcePageFrameProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <nav className={classes.navigation} aria-label={t('source.navigation')}>
        {sourceId === undefined ? (
          <Link to="/sources" className={classes.back}>
            <IconArrowLeft size={16} aria-hidden="true" />
            {t('sources.title')}
          </Link>
        ) : (
          <Link to="/sources/$sourceId" params={{ sourceId }} className={classes.back}>
            <IconArrowLeft size={16} aria-hidden="true" />
            <bdi>{name === undefined || name === '' ? t('source.title') : name}</bdi>
          </Link>
        )}
      </nav>
      <div className={classes.framed}>{children}</div>
    </div>
  );
}
