import type { CaseView } from '@earshot/contracts';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCaseAction } from '../../../shared/case-actions/use-case-action';
import { SEVERITIES_TO_CHOOSE, type Severity } from '../../../shared/labels/severities';
import { SeverityBadge } from '../../../shared/labels/severity-badge';
import classes from './fact-menu.module.css';

/** How severe the case is; where the API offers it, the badge opens a list from which a person corrects it. */
export function SeverityMenu({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const action = useCaseAction();
  if (!view.actions.includes('set-severity')) return <SeverityBadge severity={view.severity} />;

  const choose = (severity: Severity): void => {
    if (action.isPending || severity === view.severity) return;
    action.mutate({
      action: 'set-severity',
      on: { caseId: view.caseId, version: view.version, customer: view.customer.name },
      parameters: { severity },
      back: { action: 'set-severity', parameters: { severity: view.severity } },
    });
  };
  return (
    <Menu position="bottom-start" shadow="md" width={200}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <span className="visually-hidden">{t('case.action.set-severity')}:</span>
          <SeverityBadge severity={view.severity} />
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('case.severityTeaches')}</Menu.Label>
        <Menu.RadioGroup value={view.severity} onChange={(value) => choose(value as Severity)}>
          {SEVERITIES_TO_CHOOSE.map((severity) => (
            <Menu.RadioItem key={severity} value={severity}>
              {t(`severity.${severity}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
