import type { FormLanguage, FormOptions } from '@earshot/connectors';
import { escapeHtml } from '@earshot/notifications';
import { FIELD_LIMITS, TRAP, type FaultName, type FormEntry, type FormFault, type FormField } from './form-entry.js';
import { HEIGHT_SCRIPT, STYLE } from './form-assets.js';
import type { FormWording } from './form-wording.js';
import { FORM_WORDING } from './wording/languages.js';

export type FormNotice = keyof FormWording['notices'];

/** The colours of the form; `auto` follows the visitor's system, for pages that do so themselves. */
export const FORM_THEMES = ['light', 'dark', 'auto'] as const;
export type FormTheme = (typeof FORM_THEMES)[number];

export interface FormView {
  readonly theme: FormTheme;
  readonly options: FormOptions;
  readonly language: FormLanguage;
  readonly organisation: string;
}

export interface OpenForm {
  readonly entry: FormEntry;
  readonly faults: readonly FormFault[];
  readonly notice: FormNotice | null;
  readonly token: string;
}

export function titleOf({ options, language }: Pick<FormView, 'options' | 'language'>): string {
  return options.title ?? FORM_WORDING[language].title;
}

/** The form with what has been typed, and what is to be corrected. Plain HTML: it works without any script. */
export function openFormPage(view: FormView, form: OpenForm): string {
  const { options, language } = view;
  const wording = FORM_WORDING[language];
  const field = (name: FormField): string => formField(name, form, wording, options);
  const { privacyUrl } = options;
  return page(
    view,
    `<h1>${escapeHtml(titleOf(view))}</h1>
${form.notice === null ? '' : `<p class="notice" role="alert">${escapeHtml(wording.notices[form.notice])}</p>`}
${faultList(form.faults, wording)}
<form method="post" accept-charset="utf-8" novalidate>
${field('topic')}${field('text')}${field('orderNumber')}${field('name')}${field('email')}
<div class="trap" aria-hidden="true"><label>${escapeHtml(wording.leaveEmpty)}
<input name="${TRAP}" tabindex="-1" autocomplete="off"></label></div>
<input type="hidden" name="token" value="${escapeHtml(form.token)}">
<button type="submit">${escapeHtml(wording.send)}</button>
${privacyUrl === undefined ? '' : `<p class="small"><a href="${escapeHtml(privacyUrl)}" target="_blank" rel="noopener">${escapeHtml(wording.privacy)}</a></p>`}
</form>`,
  );
}

export function thanksPage(view: FormView): string {
  const { heading, text } = FORM_WORDING[view.language].thanks;
  return page(view, `<div role="status"><h1>${escapeHtml(heading)}</h1><p>${escapeHtml(text)}</p></div>`);
}

export function closedPage(view: FormView): string {
  const { closed } = FORM_WORDING[view.language];
  return page(view, `<h1>${escapeHtml(titleOf(view))}</h1><p role="status">${escapeHtml(closed)}</p>`);
}

function page(view: FormView, main: string): string {
  const title = escapeHtml(`${titleOf(view)} · ${view.organisation}`);
  return `<!doctype html>
<html lang="${view.language}" data-theme="${view.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${main}
</main>
<script>${HEIGHT_SCRIPT}</script>
</body>
</html>
`;
}

/** What is wrong, on top, with links to the places: people who cannot see the page read this first. */
function faultList(faults: readonly FormFault[], wording: FormWording): string {
  if (faults.length === 0) return '';
  const rows = faults.map(
    ({ field, fault }) =>
      `<li><a href="#${field}">${escapeHtml(wording[field])}</a> – ${escapeHtml(faultWords(field, fault, wording))}</li>`,
  );
  return `<div class="notice" role="alert"><p>${escapeHtml(wording.faults.heading)}</p><ul>${rows.join('')}</ul></div>`;
}

function faultWords(field: FormField, fault: FaultName, { faults }: FormWording): string {
  return faults[fault].replace('{{max}}', String(FIELD_LIMITS[field]));
}

const ATTRIBUTES: Readonly<Record<Exclude<FormField, 'topic' | 'text'>, string>> = {
  name: 'type="text" autocomplete="name"',
  email: 'type="email" autocomplete="email" inputmode="email"',
  orderNumber: 'type="text" autocomplete="off"',
};

function formField(name: FormField, form: OpenForm, wording: FormWording, options: FormOptions): string {
  const asked = name === 'text' ? 'required' : name === 'topic' ? askedTopic(options) : options[name];
  if (asked === 'hidden') return '';
  const fault = form.faults.find(({ field }) => field === name)?.fault;
  const described = [...(name === 'text' ? ['text-hint'] : []), ...(fault === undefined ? [] : [`${name}-fault`])];
  const attributes = [
    `id="${name}" name="${name}"`,
    asked === 'required' ? 'required' : '',
    described.length > 0 ? `aria-describedby="${described.join(' ')}"` : '',
    fault === undefined ? '' : 'aria-invalid="true"',
  ].join(' ');
  const optional = asked === 'optional' ? ` <span class="small">${escapeHtml(wording.optional)}</span>` : '';
  const hint = name === 'text' ? `<span class="small" id="text-hint">${escapeHtml(wording.textHint)}</span>` : '';
  const words = fault === undefined ? '' : escapeHtml(faultWords(name, fault, wording));
  return `<div class="field"><label for="${name}">${escapeHtml(wording[name])}${optional}</label>${hint}
${control(name, form.entry[name], attributes, wording, options)}
${words === '' ? '' : `<span class="fault" id="${name}-fault">${words}</span>`}</div>
`;
}

function askedTopic({ topics }: FormOptions): 'required' | 'hidden' {
  return topics.length > 0 ? 'required' : 'hidden';
}

function control(
  name: FormField,
  value: string,
  attributes: string,
  wording: FormWording,
  { topics }: FormOptions,
): string {
  const limit = `maxlength="${FIELD_LIMITS[name]}"`;
  // A line break behind the tag is left aside by browsers, so that one at the start of the text stays.
  if (name === 'text') return `<textarea ${attributes} ${limit} rows="7">\n${escapeHtml(value)}</textarea>`;
  if (name !== 'topic') return `<input ${ATTRIBUTES[name]} ${attributes} ${limit} value="${escapeHtml(value)}">`;
  const choices = topics.map((topic) => `<option${topic === value ? ' selected' : ''}>${escapeHtml(topic)}</option>`);
  return `<select ${attributes}><option value="">${escapeHtml(wording.chooseTopic)}</option>${choices.join('')}</select>`;
}
