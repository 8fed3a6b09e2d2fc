import { ActionIcon } from '@mantine/core';
import { IconBaselineDensitySmall } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../shared/hint/hint';
import { useDenseRows } from '../../shared/preferences/preference';
import { useSession } from '../../shared/session/session';

/** Low rows for who wants to see many at once: two lines each, with the words and the reasons, without the lesser facts. */
export function DensitySwitch() {
  const { t } = useTranslation();
  const [dense, setDense] = useDenseRows(useSession().user.id);
  return (
    <Hint label={t('board.dense')}>
      <ActionIcon
        variant={dense ? 'light' : 'default'}
        size={36}
        aria-label={t('board.dense')}
        aria-pressed={dense}
        onClick={() => setDense(!dense)}
      >
        <IconBaselineDensitySmall size={16} aria-hidden="true" />
      </ActionIcon>
    </Hint>
  );
}
