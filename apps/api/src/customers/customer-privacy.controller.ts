import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { CustomerEraseRequest, CustomerHoldings } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { CustomerPrivacy } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';

class CustomerHoldingsDto extends contractDto(CustomerHoldings) {}
class CustomerEraseRequestDto extends contractDto(CustomerEraseRequest) {}

const Customer = () => Param('id', idParam('Customer'));

/** What a person may demand of those who keep their data. Each is in the audit log. */
@ApiTags('customers')
@Controller(`${API_PREFIX}/customers/:id`)
export class CustomerPrivacyController {
  constructor(private readonly privacy: CustomerPrivacy) {}

  @Get('holdings')
  @Allow('lead')
  @ZodResponse({ status: 200, type: CustomerHoldingsDto, description: 'How many things are held of the customer' })
  holdings(@Customer() id: string): Promise<CustomerHoldings> {
    return this.privacy.holdings(id);
  }

  /** As a file, sent while it is read. */
  @Get('export')
  @Allow('lead')
  @ApiProduces('application/json')
  async export(@Customer() id: string, @SignedIn() { user }: StoredSession): Promise<StreamableFile> {
    const pieces = await this.privacy.export(id, user.id);
    return new StreamableFile(Readable.from(pieces, { objectMode: false }), {
      type: 'application/json; charset=utf-8',
      disposition: `attachment; filename="customer-${id}.json"`,
    });
  }

  /** Cannot be undone. */
  @Post('erase')
  @HttpCode(200)
  @Allow('admin')
  @ZodResponse({ status: 200, type: CustomerHoldingsDto, description: 'What was taken away' })
  erase(
    @Customer() id: string,
    @Body() { version, name }: CustomerEraseRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<CustomerHoldings> {
    return this.privacy.erase({ id, version }, name, user.id);
  }
}
