import { NativeSelect, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asChannel, CHANNELS_TO_CHOOSE } from '../../../shared/labels/channels';
import { zonesWith } from '../../../shared/time/zones';
import classes from './feeding.module.css';
import { MAPPED_FIELDS, type ImportWords } from './import-form';

interface ImportOptionsProps {
  readonly words: ImportWords;
  /** What the chosen file has, where that can be seen; else a heading is typed. */
  readonly headings: readonly string[];
  readonly onChange: (part: Partial<ImportWords>) => void;
}

/** How a file is to be read: which heading holds what, and how its times are written. */
export function ImportOptions({ words, headings, onChange }: ImportOptionsProps) {
  const { t } = useTranslation();
  const zones = useMemo(() => zonesWith(words.zone), [words.zone]);
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          label={t('import.timeFormat')}
          description={t('import.timeFormatHint')}
          maxLength={50}
          spellCheck={false}
          autoComplete="off"
          value={words.timeFormat}
          onChange={(event) => onChange({ timeFormat: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('import.zone')}
          description={t('import.zoneHint')}
          value={words.zone}
          onChange={(event) => onChange({ zone: event.currentTarget.value })}
          data={zones}
        />
        <NativeSelect
          label={t('import.channel')}
          description={t('import.channelHint')}
          value={words.channel}
          onChange={(event) => onChange({ channel: asChannel(event.currentTarget.value) ?? 'form' })}
          data={CHANNELS_TO_CHOOSE.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
      </div>
      <details className={classes.mapping}>
        <summary>{t('import.mapping')}</summary>
        <p className={classes.lead}>{t(headings.length > 0 ? 'import.mappingHint' : 'import.mappingTyped')}</p>
        <div className={classes.pair}>
          {MAPPED_FIELDS.map((field) => {
            const common = {
              label: t(`import.field.${field}`),
              value: words.map[field] ?? '',
              onChange: (event: { currentTarget: { value: string } }) =>
                onChange({ map: { ...words.map, [field]: event.currentTarget.value } }),
            };
            return headings.length === 0 ? (
              <TextInput key={field} {...common} autoComplete="off" spellCheck={false} />
            ) : (
              <NativeSelect key={field} {...common} data={[{ value: '', label: t('import.usual') }, ...headings]} />
            );
          })}
        </div>
      </details>
    </>
  );
}
