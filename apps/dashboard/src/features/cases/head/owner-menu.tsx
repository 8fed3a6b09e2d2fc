import type { CaseView, Colleague } from '@earshot/contracts';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { useCaseAction } from '../../../shared/case-actions/use-case-action';
import { Owner } from '../../../shared/labels/owner';
import { useSession } from '../../../shared/session/session';
import { colleaguesQuery } from '../../../shared/users/colleagues-query';
import classes from './fact-menu.module.css';

/** Who has the case; where the API offers it, a list of colleagues to hand it to. */
export function OwnerMenu({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  if (!view.actions.includes('assign')) return <Owner owner={view.owner} />;
  return (
    <Menu position="bottom-start" shadow="md" width={264} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <span className="visually-hidden">{t('case.action.assign')}:</span>
          <Owner owner={view.owner} />
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.list}>
        <Menu.Label>{t('case.handOverTo')}</Menu.Label>
        {opened && <Colleagues view={view} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function Colleagues({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const action = useCaseAction();
  const query = useQuery(colleaguesQuery);
  if (query.isError) return <p className={classes.problem}>{t(`failure.${failureKind(query.error)}.title`)}</p>;
  if (query.data === undefined) return <p className={classes.problem}>{t('state.loading')}</p>;

  const others = query.data.items.filter(({ id }) => id !== view.owner?.id && id !== user.id);
  if (others.length === 0) return <p className={classes.problem}>{t('case.noColleagues')}</p>;
  const give = (to: Colleague): void => {
    if (action.isPending) return;
    const back =
      view.owner === null
        ? { action: 'unassign' as const }
        : { action: 'assign' as const, parameters: { assignee: view.owner.id } };
    action.mutate({
      action: 'assign',
      on: { caseId: view.caseId, version: view.version, customer: view.customer.name },
      parameters: { assignee: to.id },
      back,
    });
  };
  return others.map((colleague) => (
    <Menu.Item key={colleague.id} onClick={() => give(colleague)}>
      <span className={classes.person}>
        <bdi>{colleague.name}</bdi>
        <span className={classes.role}>{t(`role.${colleague.role}`)}</span>
      </span>
    </Menu.Item>
  ));
}
