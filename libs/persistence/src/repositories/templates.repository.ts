import {
  Conflict,
  NotFound,
  TEMPLATES_OF_THE_FILE,
  TemplateStore,
  type StoredTemplates,
  type TemplatesToSave,
  type TemplateVersion,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from './in-transaction.js';

/** Any constant will do; all processes must use the same. */
const SAVING_LOCK = 7_402_366;

const VERSION = `v.id, v.created_at as "createdAt", v.note,
  case when u.id is null then null else json_build_object('id', u.id::text, 'name', u.name) end as "createdBy"`;
const FROM = 'from template_versions v left join users u on u.id = v.created_by';

export class PostgresTemplateStore extends TemplateStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async newestIds(): Promise<readonly string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'select max(id)::text as id from template_versions group by language order by language',
    );
    return rows.map(({ id }) => id);
  }

  async findAll(ids: readonly string[]): Promise<readonly StoredTemplates[]> {
    if (ids.length === 0) return [];
    return this.dataSource.query<StoredTemplates[]>(
      `select ${VERSION}, v.language, v.document ${FROM} where v.id = any($1::bigint[]) order by v.language`,
      [ids],
    );
  }

  async find(language: string, id: string): Promise<StoredTemplates> {
    const [row] = await this.dataSource.query<StoredTemplates[]>(
      `select ${VERSION}, v.language, v.document ${FROM} where v.language = $1 and v.id = $2`,
      [language, id],
    );
    if (row === undefined) throw new NotFound('Version of the templates', id);
    return row;
  }

  async versions(language: string, limit: number): Promise<readonly TemplateVersion[]> {
    return this.dataSource.query<TemplateVersion[]>(
      `select ${VERSION} ${FROM} where v.language = $1 order by v.id desc limit $2`,
      [language, limit],
    );
  }

  async save({ language, document, seenVersion, actorId, at, note }: TemplatesToSave): Promise<string> {
    return inTransaction(this.dataSource, async (sql) => {
      await sql.query('select pg_advisory_xact_lock($1)', [SAVING_LOCK]);
      const [newest] = await sql.query(
        `select coalesce(max(id), ${TEMPLATES_OF_THE_FILE})::text as id from template_versions where language = $1`,
        [language],
      );
      const inForce = newest?.id as string;
      if (inForce !== seenVersion)
        throw new Conflict(
          `The templates were changed by somebody else: version ${inForce} is in force, you saw ${seenVersion}`,
        );
      const [row] = await sql.query(
        `insert into template_versions (language, document, created_by, created_at, note)
         values ($1, $2, $3, $4, $5) returning id`,
        [language, JSON.stringify(document), actorId, at, note],
      );
      const id = row?.id as string;
      await sql.query(
        `insert into audit_events (at, actor_id, action, subject_kind, subject_id, detail)
         values ($1, $2, 'templates.save', 'templates', $3, $4)`,
        [at, actorId, id, JSON.stringify({ language, before: seenVersion })],
      );
      return id;
    });
  }
}
