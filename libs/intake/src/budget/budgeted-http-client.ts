import { HttpStatusError, type HttpClient, type HttpRequest, type HttpResponse } from '@earshot/connector-kit';
import type { SourceBudget } from './source-budget.js';

/** How long a service is left alone that says "too many" and not until when. */
const UNNAMED_PAUSE_MS = 60_000;
const NEVER = new AbortController().signal;

/** An HTTP client that counts every request of a source against its budgets and learns from the answers. */
export class BudgetedHttpClient implements HttpClient {
  constructor(
    private readonly http: HttpClient,
    private readonly budget: SourceBudget,
    private readonly now: () => Date,
  ) {}

  /** As `HttpClient`; besides @throws BudgetSpent, when nothing was sent */
  async request(url: string, request: HttpRequest = {}): Promise<HttpResponse> {
    // An address that is none is refused by the client, in its own words.
    const asked = URL.canParse(url) ? new URL(url) : null;
    if (asked === null) return this.http.request(url, request);
    await this.budget.request(asked, request.signal ?? NEVER);
    try {
      const response = await this.http.request(url, request);
      await this.budget.answered(asked, response.headers, null);
      return response;
    } catch (error) {
      if (error instanceof HttpStatusError)
        await this.budget.answered(asked, error.response.headers, this.until(error));
      throw error;
    }
  }

  /** Only a plain "too many requests" speaks for all who share the budget; other refusals may be meant for one page. */
  private until({ response, retryAt }: HttpStatusError): Date | null {
    return response.status === 429 ? (retryAt ?? new Date(this.now().getTime() + UNNAMED_PAUSE_MS)) : null;
  }
}
