import type { Topic } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { insertCase, insertSource } from './case-data.js';
import { addUser } from './sweep-kit.js';

const DAY_MS = 86_400_000;
const DAYS = 240;

/**
 * A house with something of everything that a digest tells of: eight months of messages with a weekly rhythm and a topic
 * that rises at the end, answers in time and late, open cases of every kind, sources in trouble, corrections, checks.
 */
export async function insertEventfulMonths(dataSource: DataSource, now: Date): Promise<void> {
  const mailbox = await insertSource(dataSource, 'Customer service');
  const forum = await insertSource(dataSource, 'Forum');
  const [anna, liisa] = [
    await addUser(dataSource, 'anna', 'agent', { name: 'Anna Aalto' }),
    await addUser(dataSource, 'liisa', 'lead', { name: 'Liisa Lahti' }),
  ];
  await insertMessages(dataSource, [mailbox, forum], now);
  await insertOpenCases(dataSource, { sourceId: mailbox, anna, liisa }, now);
  await dataSource.query(
    `update sources set state = 'failing', state_since = $2, state_reason = 'the server refuses the password' where id = $1`,
    [forum, new Date(now.getTime() - 20 * 3_600_000)],
  );
  await dataSource.query(
    `insert into quarantine (source_id, item_key, reason, detail) select $1, 'k' || n, 'unreadable', 'x' from generate_series(1, 3) n`,
    [mailbox],
  );
  await dataSource.query(
    `insert into verdicts (message_id, dissatisfied, given_at) select m.id, m.id % 3 = 0, $1 from messages m order by m.id desc limit 9`,
    [new Date(now.getTime() - 20 * 3_600_000)],
  );
  await dataSource.query(
    `insert into spikes (kind, key, started_at, last_seen_at, hours, count, usual, weeks) values ('word', 'terminal', $1, $1, 6, 14, 1.2, 8)`,
    [new Date(now.getTime() - 3 * 3_600_000)],
  );
  await dataSource.query(
    `insert into overlays (base_model, state, fitted_at, verdicts, last_verdict_id, figures, payload, adopted_at)
     values ('m', 'in_force', $1, 40, 1, '{"before": {"precision": 0.81}, "after": {"precision": 0.88}}', '{}', $1)`,
    [new Date(now.getTime() - 20 * 3_600_000)],
  );
}

async function insertMessages(dataSource: DataSource, sources: readonly string[], now: Date): Promise<void> {
  const rows = Array.from({ length: DAYS }, (_, i) => i + 1).flatMap((back) => {
    const day = new Date(now.getTime() - back * DAY_MS);
    const weekend = [0, 6].includes(day.getUTCDay());
    const total = (weekend ? 8 : 30) + ((back * 7) % 5);
    const unhappy = (weekend ? 1 : 3) + (back % 2) + (back <= 6 ? 4 : 0);
    return Array.from({ length: total }, (_row, n) => ({
      source: sources[n % 2],
      at: new Date(day.getTime() - n * 60_000),
      unhappy: n < unhappy,
      topic: (n < unhappy && back <= 6 ? 'delivery' : (['payment', 'staff', 'waiting'] as const)[n % 3]) as Topic,
    }));
  });
  await dataSource.query(
    `with given as (select * from unnest($1::bigint[], $2::timestamptz[], $3::boolean[], $4::text[]) with ordinality
         as t(source_id, at, unhappy, topic, n)),
       added as (insert into messages (source_id, external_id, channel, kind, sent_at, text)
         select source_id, 'e' || n, 'email', 'person', at, 'x' from given returning id, external_id)
     insert into assessments (message_id, assessed_at, model, language, language_confidence, probability, verdict, severity, signals, topics)
     select added.id, at, 'm', 'fi', 1, 0.5, case when unhappy then 'dissatisfied' else 'not_dissatisfied' end, 'medium', '[]',
       array[topic]
     from given join added on added.external_id = 'e' || n`,
    [rows.map((r) => r.source), rows.map((r) => r.at), rows.map((r) => r.unhappy), rows.map((r) => r.topic)],
  );
  await insertAnswered(dataSource, sources[0] as string, now);
}

/** Three cases a week, the third answered late; every fifth was asked about later. */
async function insertAnswered(dataSource: DataSource, sourceId: string, now: Date): Promise<void> {
  for (let n = 1; n <= 100; n += 1) {
    const openedAt = new Date(now.getTime() - n * 2.3 * DAY_MS);
    const after = (days: number) => new Date(openedAt.getTime() + days * DAY_MS);
    const answered = after(n % 3 === 0 ? 4 : 0.2 + (n % 5) / 8);
    if (answered > now) continue;
    const caseId = await insertCase(dataSource, {
      sourceId,
      state: 'closed',
      writtenAt: openedAt,
      answeredAt: answered,
    });
    await dataSource.query(`update cases set cause_stage = $2, cause_kind = 'accident' where id = $1`, [
      caseId,
      n < 8 ? 'delivery' : (['documents', 'staff', 'payment'] as const)[n % 3],
    ]);
    const [task] = await dataSource.query<{ id: string }[]>(
      `insert into tasks (case_id, kind, state, opened_at, due_at, closed_at) values ($1, 'answer', 'done', $2, $3, $4) returning id`,
      [caseId, openedAt, after(3), answered],
    );
    await dataSource.query(
      `insert into commitments (task_id, standard, target_amount, calendar, zone, received_at, due_at, derivation)
       values ($1, 's', 3, 'FI', 'Europe/Helsinki', $2, $3, '{}')`,
      [task?.id, openedAt, after(3)],
    );
    await dataSource.query(
      `insert into case_answers (case_id, task_id, clock, at, seconds, in_time, evidence) values ($1, $2, 'first_answer', $3, 0, $4, '{}')`,
      [caseId, task?.id, answered, n % 3 !== 0],
    );
    if (n % 5 === 0)
      await dataSource.query(
        `insert into tasks (case_id, kind, state, opened_at, due_at, closed_at, closed_reason)
         values ($1, 'recovery_check', 'done', $2, $2, $3, $4)`,
        [caseId, answered, new Date(now.getTime() - (n / 5) * DAY_MS), n % 10 === 0 ? 'still-solved' : 'unhappy'],
      );
  }
}

async function insertOpenCases(
  dataSource: DataSource,
  { sourceId, anna, liisa }: { sourceId: string; anna: string; liisa: string },
  now: Date,
): Promise<void> {
  const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  const open = (customerName: string, subject: string, given: object) =>
    insertCase(dataSource, { sourceId, customerName, subject, writtenAt: at(-80), ...given });
  await open('Jānis Bērziņš', 'Solījāt piezvanīt līdz piektdienai', { ownerId: anna, open: { promise: at(-62) } });
  for (const [customer, subject] of [
    ['Pekka Virtanen', 'Laskutettu kahdesti, kukaan ei vastaa'],
    ['Мария Соколова', 'Когда наконец придёт возврат???'],
    ['Siti Rahayu', 'Paket belum sampai'],
    ['Tomaž Novak', 'Že tretjič pišem'],
    ['Kaisa Koski', 'Re: Re: Terminal declines cards'],
    ['Ole Olsen', 'No answer'],
  ] as const)
    await open(customer, subject, { open: { answer: at(-40) }, severity: 'high' });
  await open('Helmi Heino', 'Card terminal out of order since Friday', {
    state: 'new',
    ownerId: liisa,
    open: { answer: at(8) },
  });
  await open('Risto Räsänen', 'I will take this to the ombudsman', { severity: 'critical', open: { answer: at(60) } });
  await open('Eeva Erola', 'Refund promised for Tuesday', { ownerId: anna, open: { promise: at(30) } });
  await open('Ville Valo', 'Opening hours were wrong', { severity: 'low', open: { answer: at(70) } });
  await open('Aino Asikainen', 'Solved?', { state: 'solved', ownerId: anna, open: { recovery_check: at(2) } });
  await open('Onni Oja', 'Hm.', { ownerId: anna, open: { review: at(20) } });
}
