import type { CaseView } from '@earshot/contracts';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MovementDialogs } from './movement-dialogs';
import { MovementItems } from './movement-items';
import { useMovement } from './use-movement';

/** The movements of a case where every other action has a button of its own. */
export function MovementMenu({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const movement = useMovement();
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={288}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('case.more')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <MovementItems view={view} onAsk={movement.ask} />
        </Menu.Dropdown>
      </Menu>
      <MovementDialogs view={view} movement={movement} />
    </>
  );
}
