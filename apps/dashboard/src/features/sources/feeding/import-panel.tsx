import type { SourceDetail } from '@earshot/contracts';
import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeptDraft } from '../../../shared/drafts/use-kept-draft';
import { asChannel } from '../../../shared/labels/channels';
import { useSession } from '../../../shared/session/session';
import { Panel } from '../../../shared/states/panel';
import { knownZone } from '../../../shared/time/format';
import { BEGINNING_BYTES, headingsOf } from './file-headings';
import classes from './feeding.module.css';
import { importForm, type ImportWords } from './import-form';
import { ImportOptions } from './import-options';
import { ImportOutcome } from './import-outcome';
import { ImportRefusal } from './import-refusal';
import { useImport } from './use-import';

const ENDINGS = '.csv,.tsv,.xlsx,.jsonl,.ndjson,.mbox,.eml';

interface ChosenFile {
  readonly file: File;
  readonly headings: readonly string[];
}

/** A file is chosen, tried out as often as one likes, and imported; how it is to be read is kept for the next one. */
export function ImportPanel({ source }: { readonly source: SourceDetail }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const kept = useKeptDraft<ImportWords>(`import.${source.id}`, {
    map: {},
    channel: asChannel(source.options['channel']) ?? 'form',
    timeFormat: '',
    zone: knownZone(user.zone),
  });
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [isComplaining, setIsComplaining] = useState(false);
  const work = useImport(source.id);
  const field = useRef<HTMLInputElement>(null);
  const isTried = work.variables?.dryRun === true && work.isSuccess;

  const choose = async (file: File | undefined): Promise<void> => {
    work.reset();
    setChosen(null);
    if (file === undefined) return;
    const beginning = await file.slice(0, BEGINNING_BYTES).text();
    setChosen({ file, headings: headingsOf(file.name, beginning) });
  };
  const run = (dryRun: boolean): void => {
    setIsComplaining(true);
    if (chosen === null) field.current?.focus();
    else if (!work.isPending) {
      const { file, headings } = chosen;
      work.mutate({ dryRun, form: importForm(file, kept.draft, { source: source.name, headings, dryRun }) });
    }
  };
  return (
    <Panel title={t('import.title')}>
      <p className={classes.lead}>{t('import.lead')}</p>
      <form
        className={classes.form}
        noValidate
        aria-label={t('import.title')}
        onSubmit={(event) => {
          event.preventDefault();
          run(true);
        }}
      >
        <TextInput
          ref={field}
          type="file"
          accept={ENDINGS}
          label={t('import.file')}
          description={t('import.fileHint')}
          required
          disabled={work.isPending}
          error={isComplaining && chosen === null ? t('import.fileNeeded') : undefined}
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
        <ImportOptions
          words={kept.draft}
          headings={chosen?.headings ?? []}
          onChange={(part) => {
            if (work.isPending) return;
            work.reset();
            kept.change(part);
          }}
        />
        <div className={classes.buttons}>
          <Button
            type="submit"
            variant={isTried ? 'default' : 'filled'}
            loading={work.isPending && work.variables.dryRun}
          >
            {t('import.try')}
          </Button>
          {isTried && work.data.readable > 0 && <Button onClick={() => run(false)}>{t('import.go')}</Button>}
        </div>
      </form>
      <div aria-live="polite" className={classes.outcome}>
        {work.isPending && (
          <p className={classes.lead}>{t(work.variables.dryRun ? 'import.trying' : 'import.going')}</p>
        )}
        {work.isSuccess && <ImportOutcome answer={work.data} fileName={chosen?.file.name ?? ''} />}
      </div>
      {work.error !== null && <ImportRefusal error={work.error} />}
    </Panel>
  );
}
