import { cloneElement, Suspense, useState, type ComponentType, type ReactElement } from 'react';

/** What opens beside its target: it is shown opened, because somebody has just asked for it. */
export interface OpensBeside {
  readonly target: ReactElement<object>;
}

interface OnDemandProps<Given extends object> {
  /** A button that takes any property of a button. */
  readonly target: ReactElement<object>;
  readonly kind: 'menu' | 'dialog';
  /** Loaded at the first click. */
  readonly opens: ComponentType<OpensBeside & Given>;
  /** What it is given besides. */
  readonly given: Given;
}

/** A button whose menu or dialog is loaded when it is first wanted, so that the first page is not kept waiting for it. */
export function OnDemand<Given extends object = object>({ target, kind, opens: Opened, given }: OnDemandProps<Given>) {
  const [asked, setAsked] = useState(false);
  const alone = cloneElement(target, {
    'aria-haspopup': kind,
    'aria-expanded': false,
    onClick: () => setAsked(true),
  } as object);
  if (!asked) return alone;
  return (
    <Suspense fallback={alone}>
      <Opened target={target} {...given} />
    </Suspense>
  );
}
