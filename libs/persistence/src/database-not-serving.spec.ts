import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { isDatabaseNotServing } from './database-not-serving.js';

function serverError(code: string): DatabaseError {
  const error = new DatabaseError('said by the server', 0, 'error');
  error.code = code;
  return error;
}

describe('a database that cannot serve now', () => {
  it.each(['57P01', '57P03', '08006', '53300', '3D000', '57014'])('is told from SQLSTATE %s', (code) => {
    expect(isDatabaseNotServing(serverError(code))).toBe(true);
    expect(isDatabaseNotServing(new QueryFailedError('select 1', [], serverError(code)))).toBe(true);
  });

  it.each([
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
    new Error('Connection terminated unexpectedly'),
    new Error('Query read timeout'),
  ])('is told from %s', (error) => expect(isDatabaseNotServing(error)).toBe(true));

  it.each([serverError('42601'), serverError('23505'), new TypeError('x is undefined'), 'a string', null])(
    'is not what %s says',
    (error) => expect(isDatabaseNotServing(error)).toBe(false),
  );
});
