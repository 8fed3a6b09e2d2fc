/** The kinds whose service can send what is new by itself, beside the polls. */
const PUSHING_KINDS = ['vkontakte', 'facebook', 'instagram', 'telegram'];

export type AddressName = 'embed' | 'form' | 'intake' | 'push';

/** What is handed to another system or put into a page. */
export interface Address {
  readonly name: AddressName;
  readonly value: string;
}

/**
 * Where a source is given its messages; empty where we ask for them ourselves.
 * @param origin under which this installation is reached: `https://earshot.example`
 */
export function addressesOf({ kind, id }: { readonly kind: string; readonly id: string }, origin: string): Address[] {
  const api = `${origin}/api/v1`;
  if (kind === 'form')
    return [
      { name: 'embed', value: `<script async src="${api}/forms/${id}/embed.js"></script>` },
      { name: 'form', value: `${api}/forms/${id}` },
    ];
  if (kind === 'webhook') return [{ name: 'intake', value: `${api}/intake/${id}` }];
  return PUSHING_KINDS.includes(kind) ? [{ name: 'push', value: `${api}/intake/${id}/push` }] : [];
}
