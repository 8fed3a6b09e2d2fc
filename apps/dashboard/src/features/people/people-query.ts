import type {
  AddPersonRequest,
  ChangePersonRequest,
  DeactivatePersonRequest,
  Person,
  PersonList,
  PersonWithPassword,
} from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => request<PersonList>('GET', '/people', { signal }),
});

export type Seen = Pick<Person, 'id' | 'version'>;

const onSeen = ({ version }: Seen) => ({ 'If-Match': `"${version}"` });

export const addPerson = (body: AddPersonRequest): Promise<PersonWithPassword> =>
  request<PersonWithPassword>('POST', '/people', { body });

export const changePerson = (seen: Seen, body: ChangePersonRequest): Promise<Person> =>
  request<Person>('PATCH', `/people/${seen.id}`, { body, headers: onSeen(seen) });

export const deactivatePerson = (seen: Seen, body: DeactivatePersonRequest): Promise<Person> =>
  request<Person>('POST', `/people/${seen.id}/deactivate`, { body, headers: onSeen(seen) });

export const reactivatePerson = (seen: Seen): Promise<Person> =>
  request<Person>('POST', `/people/${seen.id}/reactivate`, { headers: onSeen(seen) });

/** The old password stops working; the new one is told once. */
export const resetPassword = (seen: Seen): Promise<PersonWithPassword> =>
  request<PersonWithPassword>('POST', `/people/${seen.id}/password`, { headers: onSeen(seen) });

export const endSessions = ({ id }: Seen): Promise<void> => request<void>('DELETE', `/people/${id}/sessions`);
