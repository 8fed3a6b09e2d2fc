/** The list from which a case was opened: where "back" leads and which case is next. */
export interface CaseQueue {
  /** The address of the board with its filters. */
  readonly boardHref: string;
  readonly caseIds: readonly string[];
}

let queue: CaseQueue = { boardHref: '/alerts', caseIds: [] };
let lastOpened: string | null = null;

export const rememberQueue = (opened: CaseQueue): void => {
  queue = opened;
};

export const rememberedQueue = (): CaseQueue => queue;

export const rememberOpened = (caseId: string): void => {
  lastOpened = caseId;
};

/** The case that was opened last, once: the board puts the focus back on it. */
export function takeLastOpened(): string | null {
  const caseId = lastOpened;
  lastOpened = null;
  return caseId;
}

let replyTo: string | null = null;

/** The reader opens a case in order to answer it. */
export const rememberReplyWish = (caseId: string): void => {
  replyTo = caseId;
};

/** Whether the case was opened in order to answer it, once. */
export function takeReplyWish(caseId: string): boolean {
  const wanted = replyTo === caseId;
  replyTo = null;
  return wanted;
}
