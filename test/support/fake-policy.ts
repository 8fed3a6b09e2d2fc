import {
  CalendarYearView,
  OpenHoursView,
  PolicyPreviewView,
  PolicyVersionPage,
  PolicyView,
  PreviewPolicyRequest,
  SavePolicyRequest,
  type Session,
} from '@earshot/contracts';
import { parsePolicyDocument } from '@earshot/domain';
import { AINO } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const DOCUMENT = {
  calendars: [
    { name: 'Helsinki office', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-17:00', days: 'mon-fri' },
  ],
  standards: [{ name: 'Answer within three working days', firstAnswer: '3 working days' }],
  escalation: [{ at: '1 working day before', tell: ['owner'] }],
};

/** The policy with its versions; what a change would move is what the test says. */
export class FakePolicy implements FakeDesk {
  preview: ReturnType<typeof PolicyPreviewView.parse> = {
    running: 4,
    earlier: 0,
    later: 0,
    overdueAtOnce: 0,
    moves: [],
    warnings: [],
  };
  /** Oldest first; the last one is in force. */
  readonly versions: PolicyView[] = [
    { id: '0', createdBy: null, createdAt: null, note: null, document: parsePolicyDocument(DOCUMENT, '') },
  ];

  /** When work is done: at any time, unless a test says otherwise. */
  openHours: OpenHoursView = alwaysOpen(new Date());

  constructor(private readonly role: Session['user']['role']) {}

  answer({ path, method, body, headers }: FakeRequest): FakeAnswer | null {
    const [what, part, one] = path;
    if (what === 'calendars') return ok(CalendarYearView.parse(aYear(part ?? '')));
    if (what === 'open-hours') return ok(OpenHoursView.parse(this.openHours));
    if (what !== 'policy') return null;
    if (method === 'GET') return ok(part === 'versions' ? this.page() : this.current());
    if (this.role !== 'manager' && this.role !== 'admin') return problem(403);
    if (part === 'preview') {
      const { document } = PreviewPolicyRequest.parse(body);
      return this.checked(document, () => ok(PolicyPreviewView.parse(this.preview)));
    }
    if (headers['if-match'] !== `"${this.current().id}"`) return problem(412);
    if (part === 'versions') {
      const found = this.versions.find(({ id }) => id === one);
      return found === undefined ? problem(404) : this.add(found.document, null);
    }
    const { document, note } = SavePolicyRequest.parse(body);
    return this.checked(document, () => this.add(parsePolicyDocument(document, ''), note ?? null));
  }

  /** As a colleague saves another version meanwhile. */
  saveElsewhere(): void {
    this.add(this.current().document, 'From another desk');
  }

  private add(document: PolicyView['document'], note: string | null): FakeAnswer {
    const id = String(this.versions.length);
    this.versions.push({ id, createdBy: AINO, createdAt: new Date().toISOString(), note, document });
    return ok(this.current());
  }

  private current(): PolicyView {
    return PolicyView.parse(this.versions.at(-1));
  }

  private page(): PolicyVersionPage {
    return PolicyVersionPage.parse({ items: [...this.versions].reverse(), next: null });
  }

  private checked(document: unknown, then: () => FakeAnswer): FakeAnswer {
    try {
      parsePolicyDocument(document, '');
    } catch (error) {
      return problem(400, (error as { faults?: FakeAnswer['faults'] }).faults);
    }
    return then();
  }
}

function aYear(name: string): object {
  const year = new Date().getUTCFullYear();
  const days = [{ day: `${year}-12-25`, name: 'Christmas Day', hours: null }];
  return { name, zone: 'Europe/Helsinki', year, workingDays: 252, days };
}

const DAY_MS = 86_400_000;

function alwaysOpen(now: Date): OpenHoursView {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const instant = (days: number): string => new Date(midnight + days * DAY_MS).toISOString();
  const days = Array.from({ length: 105 }, (_, index) => ({
    day: instant(index - 35).slice(0, 10),
    open: [{ from: instant(index - 35), to: instant(index - 34) }],
  }));
  const calendars = [{ name: 'Finland', zone: 'Europe/Helsinki', days }];
  return { from: instant(-35), to: instant(70), calendars };
}
