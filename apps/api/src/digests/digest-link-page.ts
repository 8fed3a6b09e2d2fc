import { escapeHtml } from '@earshot/notifications';

export interface LinkPage {
  /** Of its words, BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly text: string;
  /** The one button; `null` when there is nothing (more) to do. */
  readonly button: { readonly label: string; readonly action: string } | null;
  /** Where to look at it, signed in. */
  readonly open: { readonly label: string; readonly url: string };
}

/** A page that needs no script, no style of its own files and no sign-in. */
export function renderLinkPage({ language, title, text, button, open }: LinkPage): string {
  const form =
    button === null
      ? ''
      : `<form method="post" action="${escapeHtml(button.action)}"><button type="submit">${escapeHtml(button.label)}</button></form>`;
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 12vh auto; padding: 0 1rem; }
h1 { font-size: 1.25rem; line-height: 1.4; overflow-wrap: anywhere; }
button { font: inherit; font-weight: 600; padding: 0.6rem 1.2rem; border: 0; border-radius: 6px; background: #1f5fbf; color: #fff; }
button:focus-visible, a:focus-visible { outline: 3px solid #8ab4f8; outline-offset: 2px; }
</style>
</head>
<body><main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${form}
<p><a href="${escapeHtml(open.url)}">${escapeHtml(open.label)}</a></p>
</main></body>
</html>
`;
}
