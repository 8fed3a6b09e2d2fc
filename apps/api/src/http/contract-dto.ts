import { createZodDto, type ZodDto } from 'nestjs-zod';
import type { z } from 'zod';

/** What describes one property of a contract to Nest: JSON Schema and marks of the library. */
type Property = Readonly<Record<string, unknown>>;

/**
 * A contract as a class, which is how Nest finds the schema of a parameter and OpenAPI that of an answer.
 *
 * JSON Schema writes a value of several types as a list, `["string", "null"]`; Nest takes a list for an array of its first
 * type (https://docs.nestjs.com/openapi/types-and-parameters#arrays). So a list is told as the alternatives that it stands for.
 */
export function contractDto<Schema extends z.ZodType>(contract: Schema): ZodDto<Schema, false> {
  const Dto = createZodDto(contract);
  const Output = Object.getOwnPropertyDescriptor(Dto, 'Output');
  // The class of answers is named after the class that asks for it.
  const answers = function (this: typeof Dto): ZodDto {
    return tellingAlternatives(Output?.get?.call(this) as ZodDto);
  };
  return Object.defineProperty(tellingAlternatives(Dto), 'Output', { get: answers });
}

function tellingAlternatives<Dto extends ZodDto>(dto: Dto): Dto {
  const describe = dto._OPENAPI_METADATA_FACTORY.bind(dto);
  const _OPENAPI_METADATA_FACTORY = (): Readonly<Record<string, Property>> =>
    Object.fromEntries(
      Object.entries(describe() as Readonly<Record<string, Property>>).map(([name, property]) => [
        name,
        withoutTypeList(property),
      ]),
    );
  return Object.assign(dto, { _OPENAPI_METADATA_FACTORY });
}

/** The empty type is how the library says that a property has none of its own; it is gone from the finished description. */
function withoutTypeList(property: Property): Property {
  if (!Array.isArray(property.type)) return property;
  return { ...property, type: '', anyOf: property.type.map((type: unknown) => ({ type })) };
}
