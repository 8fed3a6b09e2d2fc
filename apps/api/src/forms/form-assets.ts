import { createHash } from 'node:crypto';

const DARK = (page: string): string =>
  `${page}{color-scheme:dark;--ground:#1b1b1f;--ink:#e6e6e6;--line:#8c8c8c;--fault:#ffb4ab;--notice:#3b1d1b;--quiet:#b8b8b8;--link:#8ab4f8}`;

/** Colours have a contrast of at least 4.5 to 1 on both grounds (WCAG 2.2, 1.4.3). */
export const STYLE = `
:root{color-scheme:light;--ground:#fff;--ink:#1b1b1f;--line:#767676;--fault:#b3261e;--notice:#fdecea;--quiet:#595959;--link:#1c5fb0}
${DARK(':root[data-theme=dark]')}
@media (prefers-color-scheme:dark){${DARK(':root[data-theme=auto]')}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.5 system-ui,sans-serif;background:var(--ground);color:var(--ink)}
a{color:var(--link)}
main{max-width:40rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
.field{margin:0 0 1rem}
label{display:block;font-weight:600}
.small{font-weight:400;font-size:.875rem;color:var(--quiet)}
input,select,textarea{display:block;width:100%;margin-top:.25rem;padding:.5rem .75rem;font:inherit;border:1px solid var(--line);border-radius:.375rem;background:var(--ground);color:var(--ink)}
textarea{resize:vertical}
[aria-invalid]{border:2px solid var(--fault)}
.fault{display:block;color:var(--fault)}
.notice{border-left:.25rem solid var(--fault);background:var(--notice);padding:.75rem 1rem;margin:0 0 1rem}
.notice p,.notice ul{margin:0}
button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.5rem;border:0;border-radius:.375rem;background:#1c5fb0;color:#fff;cursor:pointer}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
`;

/** Tells the embedding page how high the form is; a number, which may be known to anybody. */
export const HEIGHT_SCRIPT = `
if(parent!==window){var tell=function(){parent.postMessage({earshotFormHeight:Math.ceil(document.body.getBoundingClientRect().height)},'*')};
new ResizeObserver(tell).observe(document.body);tell()}
`;

/** What browsers may do with the page: nothing but show it, with this style and this script, on these websites. */
export function formPolicy(origins: readonly string[]): string {
  const ancestors = origins.length === 0 ? "'none'" : origins.join(' ');
  return [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(HEIGHT_SCRIPT)}`,
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

/**
 * Puts the form behind the script element that loads this, as high as it is. `data-lang` or the page's own language
 * chooses its language; `data-theme` its colours, light unless it says otherwise: a page knows what it looks like, the
 * visitor's system does not.
 */
export function embedScript(title: string): string {
  return `(function () {
  var script = document.currentScript;
  var form = script.src.replace(/\\/embed\\.js.*$/, '');
  var language = script.getAttribute('data-lang') || document.documentElement.lang;
  var frame = document.createElement('iframe');
  var theme = script.getAttribute('data-theme') || 'light';
  frame.src = form + '?theme=' + encodeURIComponent(theme) + (language ? '&lang=' + encodeURIComponent(language) : '');
  frame.title = ${JSON.stringify(title)};
  frame.style.cssText = 'width:100%;height:44rem;border:0;color-scheme:' + (theme === 'auto' ? 'light dark' : theme);
  script.parentNode.insertBefore(frame, script.nextSibling);
  window.addEventListener('message', function (event) {
    if (event.source !== frame.contentWindow || event.origin !== new URL(form).origin) return;
    var height = event.data && event.data.earshotFormHeight;
    if (typeof height === 'number') frame.style.height = Math.min(Math.max(height, 100), 5000) + 'px';
  });
})();
`;
}
