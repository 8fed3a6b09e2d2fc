import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { SourceKindList } from '@earshot/contracts';
import { SourceKinds } from '@earshot/intake';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { presented } from '../http/presented.js';
import { SourceKindListDto } from './source-schemas.js';

@ApiTags('sources')
@Controller(`${API_PREFIX}/source-kinds`)
export class SourceKindsController {
  constructor(private readonly kinds: SourceKinds) {}

  @Get()
  @Allow('ops')
  @ZodResponse({
    status: 200,
    type: SourceKindListDto,
    description: 'Every kind of source with the schema of its form',
  })
  list(): SourceKindList {
    return presented({ items: this.kinds.list() });
  }
}
