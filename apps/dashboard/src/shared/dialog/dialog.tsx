import { Modal, type ModalProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from './use-focus-return';

/** A window over the page, with a close button that has a name; closed, it gives the focus back to what opened it. */
export function Dialog({ opened, ...props }: Omit<ModalProps, 'returnFocus'>) {
  const { t } = useTranslation();
  useFocusReturn(opened);
  return <Modal opened={opened} closeButtonProps={{ 'aria-label': t('app.close') }} {...props} returnFocus={false} />;
}
