import { ActionIcon } from '@mantine/core';
import { IconPhonePlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../shared/hint/hint';

/** The way to type in a call or a visit, for whoever has just taken one. */
export function TypeInLink() {
  const { t } = useTranslation();
  return (
    <Hint label={t('board.typeIn')}>
      <ActionIcon component={Link} to="/messages/by-hand" variant="default" size={36} aria-label={t('board.typeIn')}>
        <IconPhonePlus size={16} aria-hidden="true" />
      </ActionIcon>
    </Hint>
  );
}
