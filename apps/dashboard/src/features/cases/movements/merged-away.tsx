import { IconArrowMerge } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './movements.module.css';

/** The case is a shell: everything of it is elsewhere. */
export function MergedAway({ into }: { readonly into: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.away}>
      <IconArrowMerge size={18} stroke={1.75} aria-hidden="true" />
      {t('case.mergedAway')}
      <Link to="/cases/$caseId" params={{ caseId: into }} className={classes.link}>
        {t('case.openMerged', { id: into })}
      </Link>
    </p>
  );
}
