import type { ImportAnswer } from '@earshot/contracts';
import { Button, Table } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Ledger } from '../ledger';
import { faultFile } from './fault-file';
import classes from './feeding.module.css';

/** More are read in the file that is offered. */
const MOST_SHOWN = 20;

interface ImportOutcomeProps {
  readonly answer: ImportAnswer;
  readonly fileName: string;
}

/** What a try would come to, or what an import came to: the counts, and each row that cannot be read. */
export function ImportOutcome({ answer, fileName }: ImportOutcomeProps) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const { rows, readable, rejected, ledger } = answer;
  const counts = { rows: number.format(rows), readable: number.format(readable), rejected: number.format(rejected) };
  return (
    <section className={classes.result} aria-label={t('import.result')}>
      <h3 className={classes.resultTitle}>{t(ledger === null ? 'import.tried' : 'import.done')}</h3>
      <p>{t('import.counts', counts)}</p>
      {ledger !== null && (
        <p>
          <Ledger ledger={ledger} />
        </p>
      )}
      {rejected > 0 && (
        <p className={classes.lead}>
          {t(ledger === null ? 'import.wouldWait' : 'import.wait')}{' '}
          {ledger !== null && (
            <a href="#quarantine" className={classes.link}>
              {t('import.toQuarantine')}
            </a>
          )}
        </p>
      )}
      {answer.faults.length > 0 && <Faults faults={answer.faults} fileName={fileName} />}
    </section>
  );
}

function Faults({ faults, fileName }: { readonly faults: ImportAnswer['faults']; readonly fileName: string }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.scrollable} role="group" aria-label={t('import.faults')} tabIndex={0}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              {(['row', 'column', 'value', 'right'] as const).map((name) => (
                <Table.Th key={name}>{t(`import.fault.${name}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {faults.slice(0, MOST_SHOWN).map(({ row, column, value, message }, index) => (
              <Table.Tr key={index}>
                <Table.Td>{row}</Table.Td>
                <Table.Td>{column ?? '–'}</Table.Td>
                <Table.Td className={classes.value}>
                  <bdi>{value ?? '–'}</bdi>
                </Table.Td>
                <Table.Td className={classes.value}>{message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Button
        variant="default"
        size="xs"
        className={classes.start}
        leftSection={<IconDownload size={15} aria-hidden="true" />}
        onClick={() => download(`${fileName}.faults.csv`, faultFile(faults))}
      >
        {t('import.download', { number: faults.length })}
      </Button>
    </>
  );
}

/** Hands the browser a text of this page as a file. */
function download(name: string, text: string): void {
  // Spreadsheets take a file without this mark for one of an older charset.
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
