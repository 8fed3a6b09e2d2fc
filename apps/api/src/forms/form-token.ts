import { z } from 'zod';
import type { IntakeSettings } from '../intake/intake-settings.js';

/** A form that stays open longer is given a new token. */
export const TOKEN_LIFE_MS = 24 * 3_600_000;

/** What a form that was opened carries: which it is, when that was, and an id of what will be sent with it. */
const opened = z.object({ form: z.string(), at: z.number(), id: z.uuid() });
export type OpenedForm = z.output<typeof opened>;

/** Sealed with the installation's key, so that nobody can make one or move it to another form. */
export function sealedForm(form: OpenedForm, { seal }: Pick<IntakeSettings, 'seal'>): string {
  return Buffer.from(seal(JSON.stringify(form))).toString('base64url');
}

/** The form that a token was made for; `null` when it was not made here, for another form, or is too old. */
export function openedForm(
  token: string,
  formId: string,
  now: Date,
  { unseal }: Pick<IntakeSettings, 'unseal'>,
): OpenedForm | null {
  try {
    const form = opened.parse(JSON.parse(unseal(Buffer.from(token, 'base64url'))));
    const age = now.getTime() - form.at;
    return form.form === formId && age <= TOKEN_LIFE_MS ? form : null;
  } catch {
    // Whatever is wrong with it, the visitor is given a new one.
    return null;
  }
}
