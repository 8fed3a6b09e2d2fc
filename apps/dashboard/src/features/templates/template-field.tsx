import type { TemplateBookList } from '@earshot/contracts';
import { Button, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../shared/labels/catalogue';
import { templateIssues, type TemplateIssue } from './template-issues';
import classes from './templates-page.module.css';

interface TemplateFieldProps {
  readonly template: { readonly name: string; readonly text: string };
  readonly placeholders: TemplateBookList['placeholders'];
  readonly mayEdit: boolean;
  readonly onWrite: (text: string) => void;
}

/** The text of one template, with what is wrong with its placeholders named as it is typed. */
export function TemplateField({ template, placeholders, mayEdit, onWrite }: TemplateFieldProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const issues = templateIssues(template.text, new Set(placeholders.map(({ name }) => name)));
  const insert = (name: string): void => {
    const { selectionStart, selectionEnd } = field.current ?? { selectionStart: 0, selectionEnd: 0 };
    onWrite(`${template.text.slice(0, selectionStart)}{{${name}}}${template.text.slice(selectionEnd)}`);
    field.current?.focus();
  };
  return (
    <>
      <Textarea
        ref={field}
        label={t('templates.text')}
        description={mayEdit ? undefined : t('templates.readOnly')}
        autosize
        minRows={8}
        maxRows={24}
        maxLength={10_000}
        dir="auto"
        readOnly={!mayEdit}
        value={template.text}
        error={issues.length === 0 ? undefined : <Issues issues={issues} />}
        onChange={(event) => onWrite(event.currentTarget.value)}
      />
      {mayEdit && <Placeholders placeholders={placeholders} onInsert={insert} />}
    </>
  );
}

function Issues({ issues }: { readonly issues: readonly TemplateIssue[] }) {
  const { t } = useTranslation();
  return (
    <>
      {issues.map(({ kind, name, line, column }) => (
        <span key={`${line} ${column} ${kind}`} className={classes.issue}>
          {kind === 'empty' ? t('templates.empty') : t(`templates.${kind}`, { line, column, name })}
        </span>
      ))}
    </>
  );
}

interface PlaceholdersProps {
  readonly placeholders: TemplateBookList['placeholders'];
  readonly onInsert: (name: string) => void;
}

function Placeholders({ placeholders, onInsert }: PlaceholdersProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  return (
    <>
      {(['case', 'person'] as const).map((filledBy) => {
        const label = t(filledBy === 'case' ? 'templates.byCase' : 'templates.byPerson');
        return (
          <div key={filledBy} role="group" aria-label={`${t('templates.insert')}: ${label}`}>
            <p className={classes.dim}>{label}</p>
            <div className={classes.buttons}>
              {placeholders
                .filter((one) => one.filledBy === filledBy)
                .map(({ name }) => (
                  <Button key={name} size="compact-sm" variant="default" onClick={() => onInsert(name)}>
                    {words('placeholder', name)}
                  </Button>
                ))}
            </div>
          </div>
        );
      })}
    </>
  );
}
