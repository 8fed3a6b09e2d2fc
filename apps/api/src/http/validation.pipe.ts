import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { Id } from '@earshot/contracts';
import { faultWords, InvalidInput, NotFound } from '@earshot/domain';
import { isZodDto } from 'nestjs-zod/dto';
import { ZodObject, type ZodError, type ZodType } from 'zod';

/**
 * Checks every request against its schema in libs/contracts and names every fault, also what the schema does not know.
 * Values are never echoed.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  private readonly strict = new WeakMap<object, ZodType>();

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { metatype } = metadata;
    const checked: unknown = isZodDto(metatype) ? parsed(this.strictOf(metatype.schema as ZodType), value) : value;
    // Names in paths have pipes of their own, for which such a name names nothing.
    if (metadata.type !== 'param') refuseNul(checked, '');
    return checked;
  }

  /** A key that the schema does not know is a slip of the pen: leaving it out in silence would do something else. */
  private strictOf(schema: ZodType): ZodType {
    if (!(schema instanceof ZodObject) || schema.def.catchall !== undefined) return schema;
    const strict = this.strict.get(schema) ?? schema.strict();
    this.strict.set(schema, strict);
    return strict;
  }
}

function parsed(schema: ZodType, value: unknown): unknown {
  const result = schema.safeParse(value, { error: faultWords });
  if (result.success) return result.data;
  throw new InvalidInput('The request has faults', faultsOf(result.error));
}

/** An id in a path: whatever has not the form of an id names nothing. @throws NotFound */
export function idParam(what: string): PipeTransform<string, string> {
  return nameParam(what, Id);
}

/** One field of a body. @throws InvalidInput naming it */
export function fieldParam<Value>(path: string, schema: ZodType<Value>): PipeTransform<unknown, Value> {
  return {
    transform: (value) => {
      const result = schema.safeParse(value, { error: faultWords });
      if (result.success) return result.data;
      const [{ message } = { message: 'is not right' }] = result.error.issues;
      throw new InvalidInput('The request has faults', [{ path, message }]);
    },
  };
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
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].map(String).join('.'), message: 'is not known here' }))
      : [{ path: issue.path.map(String).join('.'), message: issue.message }],
  );
}

/** PostgreSQL's text holds every character but this one. */
function refuseNul(value: unknown, path: string): void {
  if (typeof value === 'string' && value.includes('\0'))
    throw new InvalidInput('The request has faults', [{ path, message: 'must not contain the character U+0000' }]);
  // The bytes of a file are no text, and looking at each of them takes minutes.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, inner] of Object.entries(value)) refuseNul(inner, path === '' ? key : `${path}.${key}`);
}
