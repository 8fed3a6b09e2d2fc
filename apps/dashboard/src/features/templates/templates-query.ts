import type {
  CaseListPage,
  PreviewTemplateRequest,
  RenderedTemplateView,
  SaveTemplatesRequest,
  TemplateBookList,
  TemplateBookView,
} from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

export type TemplateDocument = TemplateBookView['document'];

export const templateBooksQuery = queryOptions({
  queryKey: ['templates', 'books'],
  queryFn: ({ signal }) => request<TemplateBookList>('GET', '/template-books', { signal }),
});

export const templateBookQuery = (language: string) =>
  queryOptions({
    queryKey: ['templates', 'book', language],
    queryFn: ({ signal }) => request<TemplateBookView>('GET', `/template-books/${language}`, { signal }),
  });

export const earlierVersion = (language: string, version: string): Promise<TemplateBookView> =>
  request<TemplateBookView>('GET', `/template-books/${language}`, { query: { version } });

/** @param seenId the version that the change was made on; another one in force is a 412 */
export const saveTemplates = (
  language: string,
  body: SaveTemplatesRequest,
  seenId: string,
): Promise<TemplateBookView> =>
  request<TemplateBookView>('PUT', `/template-books/${language}`, { body, headers: { 'If-Match': `"${seenId}"` } });

export const previewTemplate = (language: string, body: PreviewTemplateRequest): Promise<RenderedTemplateView> =>
  request<RenderedTemplateView>('POST', `/template-books/${language}/preview`, { body });

const CASES_OFFERED = 30;

/** The newest cases, to try a template on. */
export const casesToTryQuery = queryOptions({
  queryKey: ['case', 'to-try'],
  queryFn: ({ signal }) => request<CaseListPage>('GET', '/cases', { query: { limit: CASES_OFFERED }, signal }),
});
