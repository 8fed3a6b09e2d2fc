import type { CaseView } from '@earshot/contracts';

/** A request of the dashboard, as a part of the fake API sees it. */
export interface FakeRequest {
  readonly method: string;
  /** Below /api/v1: `['cases', '1', 'replies']`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** JSON as it was parsed; of a form its files. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A file out of a form. */
export interface FakeFile {
  readonly name: string;
  readonly size: number;
  /** The texts that came beside it, by their names. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body?: object;
  /** Instead of a body: what the browser keeps as a file. */
  readonly file?: { readonly name: string; readonly type: string; readonly text: string };
  /** Of a problem: what is wrong with what was sent. */
  readonly faults?: readonly { readonly path: string; readonly message: string }[];
}

/** The cases that all parts of the fake API speak of. */
export interface FakeCases {
  view(caseId: string): CaseView | null;
  viewsOf(customerId: string): readonly CaseView[];
  /** Stores a change with the next version. */
  change(caseId: string, change: Partial<CaseView>): void;
  /** Another case like this one, but for this. */
  copy(caseId: string, change: Partial<CaseView>): CaseView;
}

/** One capability of the fake API. */
export interface FakeDesk {
  /** `null` when the request is about something else. */
  answer(request: FakeRequest): FakeAnswer | null;
}

export const ok = (body: object, status = 200): FakeAnswer => ({ status, body });
export const problem = (status: number, faults?: FakeAnswer['faults']): FakeAnswer => ({
  status,
  ...(faults === undefined ? {} : { faults }),
});
