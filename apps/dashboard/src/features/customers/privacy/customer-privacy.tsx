import type { CustomerView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconEraser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mayEraseCustomers, mayExportCustomers } from '../../../shared/session/permissions';
import { useSession } from '../../../shared/session/session';
import { exportAddress } from '../customers-query';
import { EraseDialog } from './erase-dialog';

/** What a customer may demand: their data as a file, and that it goes. Offered to those who may. */
export function CustomerPrivacy({ customer }: { readonly customer: CustomerView }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      {mayExportCustomers(user) && (
        <Button
          component="a"
          href={exportAddress(customer.id)}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
        >
          {t('customers.export')}
        </Button>
      )}
      {mayEraseCustomers(user) && (
        <Button
          variant="default"
          c="var(--mantine-color-error)"
          leftSection={<IconEraser size={16} aria-hidden="true" />}
          onClick={open}
        >
          {t('customers.erase.open')}
        </Button>
      )}
      {opened && <EraseDialog customerId={customer.id} onClose={close} />}
    </>
  );
}
