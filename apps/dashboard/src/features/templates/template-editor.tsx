import type { TemplateBookList, TemplateBookView } from '@earshot/contracts';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../shared/labels/catalogue';
import { mayEditPolicy } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { showOutcome } from '../../shared/states/toasts';
import { useTemplateDraft } from './template-draft';
import { TemplateField } from './template-field';
import { templateIssues } from './template-issues';
import { TemplateList } from './template-list';
import { TemplatePreview } from './template-preview';
import { TemplateTrouble } from './template-trouble';
import { TemplateVersions } from './template-versions';
import classes from './templates-page.module.css';
import { saveTemplates, templateBookQuery, type TemplateDocument } from './templates-query';

interface TemplateEditorProps {
  readonly book: TemplateBookView;
  readonly placeholders: TemplateBookList['placeholders'];
}

/** The templates of a language: changed, tried on a case, and saved. What was typed stays when somebody else saves. */
export function TemplateEditor({ book, placeholders }: TemplateEditorProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const { user } = useSession();
  const queries = useQueryClient();
  const mayEdit = mayEditPolicy(user);
  const draft = useTemplateDraft(book.language);
  const [chosen, setChosen] = useState('greeting');
  const [note, setNote] = useState('');
  const document = draft.typed ?? book.document;
  const selected = document.templates.find(({ name }) => name === chosen) ?? document.templates[0];
  const known = new Set(placeholders.map(({ name }) => name));
  const faulty = new Set(
    document.templates.filter(({ text }) => templateIssues(text, known).length > 0).map(({ name }) => name),
  );

  const save = useMutation({
    mutationFn: () =>
      saveTemplates(book.language, { document, ...(note.trim() === '' ? {} : { note: note.trim() }) }, book.id),
    onSuccess: (saved) => {
      queries.setQueryData(templateBookQuery(book.language).queryKey, saved);
      draft.discard();
      setNote('');
      showOutcome({ text: t('templates.saved') });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['templates'] }),
  });
  const change = (changed: TemplateDocument): void => {
    draft.change(changed);
    save.reset();
  };
  const write = (name: string, text: string): void =>
    change({ ...document, templates: document.templates.map((one) => (one.name === name ? { name, text } : one)) });
  const archive = (name: string): void => {
    change({ ...document, templates: document.templates.filter((one) => one.name !== name) });
    showOutcome({
      text: t('templates.archived', { name: words('template', name) }),
      action: { label: t('templates.bringBack'), onClick: () => change(document) },
    });
  };
  const add = (name: string): void => {
    change({ ...document, templates: [...document.templates, { name, text: '' }] });
    setChosen(name);
  };
  return (
    <div className={classes.columns}>
      <TemplateList
        names={document.templates.map(({ name }) => name)}
        chosen={selected?.name ?? ''}
        faulty={faulty}
        mayEdit={mayEdit}
        onChoose={setChosen}
        onAdd={add}
        onArchive={archive}
      />
      <section className={classes.editor} aria-label={t('playbookPage.templates')}>
        {selected !== undefined && (
          <TemplateField
            key={selected.name}
            template={selected}
            placeholders={placeholders}
            mayEdit={mayEdit}
            onWrite={(text) => write(selected.name, text)}
          />
        )}
        <TemplateTrouble error={save.error} />
        {mayEdit && (
          <>
            <TextInput
              label={t('templates.note')}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            {draft.typed !== null && <p className={classes.dim}>{t('templates.unsaved')}</p>}
            <div className={classes.buttons}>
              <Button loading={save.isPending} disabled={draft.typed === null} onClick={() => save.mutate()}>
                {t('templates.save')}
              </Button>
              {draft.typed !== null && (
                <Button
                  variant="subtle"
                  color="gray"
                  onClick={() => {
                    draft.discard();
                    save.reset();
                  }}
                >
                  {t('templates.discard')}
                </Button>
              )}
            </div>
          </>
        )}
      </section>
      <div className={classes.aside}>
        {mayEdit && selected !== undefined && (
          <TemplatePreview language={book.language} document={document} name={selected.name} />
        )}
        <TemplateVersions book={book} mayEdit={mayEdit} onOpen={change} />
      </div>
    </div>
  );
}
