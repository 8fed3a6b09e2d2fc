import { z } from 'zod';
import { AlertQuery } from './alerts.js';
import { CaseListQuery } from './case-list.js';
import { CustomerListQuery } from './customers.js';
import { EXPORT_FORMATS } from './insights.js';
import { MessageListQuery } from './messages.js';

const format = z.enum(EXPORT_FORMATS).default('csv');

/** The filters of the lists, of which a file holds all that fit: there are no pages. */
export const CaseExportQuery = CaseListQuery.omit({ after: true, limit: true }).extend({ format });
export type CaseExportQuery = z.infer<typeof CaseExportQuery>;

export const AlertExportQuery = AlertQuery.omit({ after: true, limit: true }).extend({ format }).strict();
export type AlertExportQuery = z.infer<typeof AlertExportQuery>;

export const MessageExportQuery = MessageListQuery.omit({ after: true, limit: true }).extend({ format });
export type MessageExportQuery = z.infer<typeof MessageExportQuery>;

export const CustomerExportQuery = CustomerListQuery.omit({ after: true, limit: true, sort: true }).extend({ format });
export type CustomerExportQuery = z.infer<typeof CustomerExportQuery>;
