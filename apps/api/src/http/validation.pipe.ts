import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { Id } from '@earshot/contracts';
import { InvalidInput, NotFound } from '@earshot/domain';
import { createZodValidationPipe } from 'nestjs-zod';
import { ZodError, type ZodType } from 'zod';

const ZodPipe = createZodValidationPipe({
  createValidationException: (error) =>
    error instanceof ZodError
      ? new InvalidInput('The request has faults', faultsOf(error))
      : new InvalidInput(String(error)),
});

/** Checks every request against its schema in libs/contracts and names every fault. Values are never echoed. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  private readonly byType = new ZodPipe();

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const checked: unknown = this.byType.transform(value, metadata);
    // Names in paths have pipes of their own, for which such a name names nothing.
    if (metadata.type !== 'param') refuseNul(checked, '');
    return checked;
  }
}

/** An id in a path: whatever has not the form of an id names nothing. @throws NotFound */
export function idParam(what: string): PipeTransform<string, string> {
  return nameParam(what, Id);
}

/** A name in a path out of those that the schema knows. @throws NotFound for any other. */
export function nameParam<Name extends string>(what: string, schema: ZodType<Name>): PipeTransform<string, Name> {
  return {
    transform: (value) => {
      const parsed = schema.safeParse(value);
      if (!parsed.success) throw new NotFound(what, value.length > 20 ? `${value.slice(0, 20)}…` : value);
      return parsed.data;
    },
  };
}

function faultsOf(error: ZodError): { path: string; message: string }[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
}

/** PostgreSQL's text holds every character but this one. */
function refuseNul(value: unknown, path: string): void {
  if (typeof value === 'string' && value.includes('\0'))
    throw new InvalidInput('The request has faults', [{ path, message: 'must not contain the character U+0000' }]);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) refuseNul(inner, path === '' ? key : `${path}.${key}`);
}
