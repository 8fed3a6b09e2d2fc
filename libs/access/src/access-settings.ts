/** What access needs to know of the configuration. */
export interface AccessSettings {
  /** The address people open, without a slash at the end. Over https cookies are Secure. */
  readonly publicUrl: string;
}

export const ACCESS_SETTINGS = Symbol('AccessSettings');
