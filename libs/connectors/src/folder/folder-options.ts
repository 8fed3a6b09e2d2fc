import { ROW_FIELDS } from '@earshot/connector-kit';
import { CHANNELS } from '@earshot/domain';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { missingInFormat } from './time-format.js';

export const folderOptions = z.strictObject({
  path: z
    .string()
    .min(1)
    .describe(
      'The folder: absolute, or relative to where Earshot is installed. It must exist, be readable, and lie below a folder that the installation allows (sources.folders).',
    ),
  recursive: z.boolean().default(false).describe('Also read the folders inside it.'),
  channel: z
    .enum(CHANNELS)
    .default('form')
    .describe('The channel of rows that name none. Mails are always of the channel email.'),
  ownAddresses: z
    .array(z.email())
    .default([])
    .describe('Mail from these addresses is an answer of the organisation, not a message of a customer.'),
  columns: z
    .partialRecord(z.enum(ROW_FIELDS), z.string().min(1))
    .default({})
    .describe(
      'For tables with headings of their own, and JSON lines with names of their own: which one holds which field, for example text: "Reklamaatio".',
    ),
  timeFormat: z
    .string()
    .min(1)
    .max(50)
    .superRefine((format, context) => {
      const missing = missingInFormat(format);
      if (missing.length > 0)
        context.addIssue(`names no ${missing.join(', no ')}; right would be dd.MM.yyyy HH:mm (d day, M month, y year)`);
    })
    .optional()
    .describe('How times are written where it is not ISO 8601, for example dd.MM.yyyy HH:mm.'),
  zone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'must be a time zone such as Europe/Helsinki')
    .optional()
    .describe('Of times that name no zone, for example Europe/Helsinki; UTC where it is not set.'),
  shiftDatesToToday: z
    .boolean()
    .default(false)
    .describe(
      'For samples: moves all dates by one constant, so that the newest message is some minutes old when first read.',
    ),
});

export type FolderOptions = z.infer<typeof folderOptions>;
