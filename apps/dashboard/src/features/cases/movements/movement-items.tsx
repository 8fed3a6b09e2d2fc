import type { CaseView } from '@earshot/contracts';
import { Menu } from '@mantine/core';
import { IconArrowMerge, IconArrowsSplit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Movement } from './use-movement';

interface MovementItemsProps {
  readonly view: CaseView;
  readonly onAsk: (movement: Movement) => void;
}

/** What is rarely needed: putting together what belongs together, and apart what does not. */
export function MovementItems({ view, onAsk }: MovementItemsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={() => onAsk('merge')}>
        {t('case.mergeInto')}
      </Menu.Item>
      {view.messages.length > 1 && (
        <Menu.Item leftSection={<IconArrowsSplit size={16} />} onClick={() => onAsk('split')}>
          {t('case.splitOff')}
        </Menu.Item>
      )}
    </>
  );
}
