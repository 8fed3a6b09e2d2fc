import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconChevronUp,
  IconMinus,
  IconPointFilled,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Severity } from './severities';
import classes from './severity-badge.module.css';

/** A shape of its own for each severity: it reads without colour too. */
const ICONS: Record<Severity, Icon> = {
  critical: IconAlertOctagonFilled,
  high: IconAlertTriangleFilled,
  medium: IconChevronUp,
  low: IconPointFilled,
  none: IconMinus,
};

export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const { t } = useTranslation();
  const Shape = ICONS[severity];
  return (
    <span className={classes.badge} data-severity={severity}>
      <Shape size={14} aria-hidden="true" />
      {t(`severity.${severity}`)}
    </span>
  );
}
