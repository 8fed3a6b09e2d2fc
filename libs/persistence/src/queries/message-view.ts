/** A message `m` as people read it, with the judgement in force and the newest second opinion. */
export const MESSAGE_VIEW = `
  select m.id, m.revision_number as revision, m.kind, m.channel,
    json_build_object('id', s.id::text, 'name', s.name, 'kind', s.kind, 'sample', s.sample) as source,
    coalesce(m.author_name, m.author_handle, m.author_address, '') as author, m.author_address as "authorAddress",
    m.sent_at as "sentAt", m.received_at as "receivedAt", m.removed_at as "removedAt", m.subject, m.text, m.quoted, m.signature,
    m.rating, m.url, m.attachments, m.tags,
    case when a.id is not null then json_build_object(
      'language', a.language, 'languageConfidence', a.language_confidence, 'verdict', a.verdict,
      'probability', a.probability, 'severity', a.severity, 'signals', a.signals, 'escalations', a.escalations,
      'topics', a.topics, 'model', a.model) end as assessment,
    case when o.id is not null then json_build_object('model', o.model, 'verdict', o.verdict, 'score', o.score,
      'label', o.label, 'judgedAt', to_char(o.judged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end
      as "secondOpinion"
  from messages m
    join sources s on s.id = m.source_id
    left join lateral (select * from assessments where message_id = m.id order by id desc limit 1) a on true
    left join lateral (select * from second_opinions where message_id = m.id order by id desc limit 1) o on true`;
