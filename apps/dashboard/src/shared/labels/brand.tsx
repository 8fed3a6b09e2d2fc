import classes from './brand.module.css';

/** The name with its sign: an ear's arcs around a voice. */
export function Brand({ compact = false }: { readonly compact?: boolean }) {
  return (
    <span className={classes.brand}>
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#0e6570" />
        <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
          <circle cx="9.5" cy="16" r="2.2" fill="#fff" stroke="none" />
          <path d="M14.2 11.2a7 7 0 0 1 0 9.6" />
          <path d="M18.4 7.6a12 12 0 0 1 0 16.8" opacity=".8" />
          <path d="M22.6 4.6a16.6 16.6 0 0 1 0 22.8" opacity=".5" />
        </g>
      </svg>
      {!compact && <span>Earshot</span>}
    </span>
  );
}
