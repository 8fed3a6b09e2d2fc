import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../shared/labels/catalogue';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { TemplateTrouble } from './template-trouble';
import classes from './templates-page.module.css';
import { casesToTryQuery, previewTemplate, type TemplateDocument } from './templates-query';

interface TemplatePreviewProps {
  readonly language: string;
  readonly document: TemplateDocument;
  readonly name: string;
}

/** How the template, as it is typed, would read in a real case. Nothing is saved or sent. */
export function TemplatePreview({ language, document, name }: TemplatePreviewProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const cases = useQuery(casesToTryQuery);
  const [caseId, setCaseId] = useState('');
  // Greeting and signature are seen around any other one.
  const shown = document.templates.find((one) => one.name === name && !isAround(name)) ?? document.templates[2];
  const preview = useMutation({
    mutationFn: () => previewTemplate(language, { document, name: shown?.name ?? name, caseId }),
  });
  return (
    <Panel title={t('templates.preview.title')}>
      {cases.isError && cases.data === undefined && (
        <FailureNote error={cases.error} onRetry={() => void cases.refetch()} retrying={cases.isFetching} />
      )}
      {cases.data?.items.length === 0 && <p className={classes.dim}>{t('templates.preview.none')}</p>}
      {cases.data !== undefined && cases.data.items.length > 0 && (
        <form
          className={classes.add}
          onSubmit={(event) => {
            event.preventDefault();
            if (caseId !== '') preview.mutate();
          }}
        >
          <NativeSelect
            label={t('templates.preview.case')}
            value={caseId}
            onChange={(event) => {
              setCaseId(event.currentTarget.value);
              preview.reset();
            }}
            data={[
              { value: '', label: t('templates.preview.choose') },
              ...cases.data.items.map((item) => ({
                value: item.caseId,
                label: [item.customer.name, item.subject].filter(Boolean).join(' · '),
              })),
            ]}
          />
          <Button type="submit" variant="default" loading={preview.isPending} disabled={caseId === ''}>
            {t('templates.preview.show')}
          </Button>
        </form>
      )}
      <TemplateTrouble error={preview.error} />
      <div aria-live="polite">
        {preview.isSuccess && (
          <>
            <p className={classes.rendered} dir="auto" lang={preview.data.language}>
              {preview.data.text}
            </p>
            {preview.data.missing.length > 0 && (
              <p className={classes.dim}>
                {t('templates.preview.missing', {
                  names: preview.data.missing.map((missing) => words('placeholder', missing)).join(', '),
                })}
              </p>
            )}
          </>
        )}
      </div>
    </Panel>
  );
}

const isAround = (name: string): boolean => name === 'greeting' || name === 'signature';
