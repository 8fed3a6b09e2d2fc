import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { PackLanguage, type PhrasePackList, type PhrasePackView } from '@earshot/contracts';
import { NotFound } from '@earshot/domain';
import { PhraseBook } from '@earshot/learning';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { presented } from '../http/presented.js';
import { PhrasePackListDto, PhrasePackViewDto } from '../http/schemas.js';
import { nameParam } from '../http/validation.pipe.js';

/** Which phrases the detector knows, and which lines of the house's own packs it refuses. */
@ApiTags('detection')
@Controller(`${API_PREFIX}/detection/phrase-packs`)
export class PhrasePacksController {
  constructor(private readonly phrases: PhraseBook) {}

  @Get()
  @Allow('manager', 'ops')
  @ZodResponse({ status: 200, type: PhrasePackListDto, description: 'The packs of each language, and what is refused' })
  async list(): Promise<PhrasePackList> {
    return presented(await this.phrases.packs());
  }

  @Get(':language')
  @Allow('manager', 'ops')
  @ApiParam({ name: 'language', schema: { type: 'string', pattern: '^[a-z]{2,3}$' } })
  @ZodResponse({ status: 200, type: PhrasePackViewDto, description: 'The phrases of a language by what they say' })
  async show(@Param('language', nameParam('Phrase pack', PackLanguage)) language: string): Promise<PhrasePackView> {
    const concepts = await this.phrases.concepts(language);
    if (concepts === null) throw new NotFound('Phrase pack', language);
    return presented({ language, concepts });
  }
}
