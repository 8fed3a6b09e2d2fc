import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import {
  CustomerChangeRequest,
  CustomerHistoryPage,
  CustomerHistoryQuery,
  CustomerListQuery,
  CustomerMergeRequest,
  CustomerPage,
  CustomerView,
  IdentityRequest,
  LikelySameList,
  NoteRequest,
  UndoCustomerMergeRequest,
  Version,
} from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { CustomerCare, identityFrom } from '@earshot/follow-up';
import { CustomerHistoryQueries, CustomerQueries, ReplyQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { fieldParam, idParam } from '../http/validation.pipe.js';
import { refuseOwnIdentity } from './refuse-own-identity.js';

class CustomerListQueryDto extends contractDto(CustomerListQuery) {}
class CustomerHistoryQueryDto extends contractDto(CustomerHistoryQuery) {}
class CustomerHistoryPageDto extends contractDto(CustomerHistoryPage) {}
class CustomerPageDto extends contractDto(CustomerPage) {}
class CustomerViewDto extends contractDto(CustomerView) {}
class CustomerChangeRequestDto extends contractDto(CustomerChangeRequest) {}
class NoteRequestDto extends contractDto(NoteRequest) {}
class IdentityRequestDto extends contractDto(IdentityRequest) {}
class CustomerMergeRequestDto extends contractDto(CustomerMergeRequest) {}
class UndoCustomerMergeRequestDto extends contractDto(UndoCustomerMergeRequest) {}
class LikelySameListDto extends contractDto(LikelySameList) {}

const MOST_SUGGESTIONS = 100;
const AFTER = { status: 200, type: CustomerViewDto, description: 'The customer afterwards' } as const;
/** Who removes a row that cannot change may name the version that they saw, in the body or in If-Match. */
const SeenVersion = () => Body('version', fieldParam('version', Version.optional()));
const Customer = () => Param('id', idParam('Customer'));

@ApiTags('customers')
@Allow(...EVERYBODY)
@Controller(`${API_PREFIX}/customers`)
export class CustomersController {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly histories: CustomerHistoryQueries,
    private readonly care: CustomerCare,
    private readonly replies: ReplyQueries,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @Scope('customers:read')
  @ZodResponse({ status: 200, type: CustomerPageDto, description: 'A page of the customers in the order asked for' })
  async list(@Query() query: CustomerListQueryDto): Promise<CustomerPage> {
    return presented(await this.customers.page(query));
  }

  @Get('suggestions')
  @ZodResponse({ status: 200, type: LikelySameListDto, description: 'Customers who may be one; nothing is merged' })
  async suggestions(): Promise<LikelySameList> {
    return { items: await this.customers.likelySame(MOST_SUGGESTIONS) };
  }

  @Get(':id')
  @Scope('customers:read')
  @ZodResponse({ status: 200, type: CustomerViewDto, description: 'The customer with everything known of them' })
  async show(@Customer() id: string): Promise<CustomerView> {
    return presented(await this.customers.detail(id));
  }

  @Get(':id/history')
  @ZodResponse({
    status: 200,
    type: CustomerHistoryPageDto,
    description: 'Messages, answers, calls and cases of all channels, the newest first',
  })
  async history(@Customer() id: string, @Query() query: CustomerHistoryQueryDto): Promise<CustomerHistoryPage> {
    return presented(await this.histories.page(id, query));
  }

  @Patch(':id')
  @ZodResponse(AFTER)
  async change(
    @Customer() id: string,
    @Body() { version, name, group, leftAt }: CustomerChangeRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<CustomerView> {
    const left = typeof leftAt === 'string' ? new Date(leftAt) : leftAt;
    await this.care.change({ id, version }, { name, groupName: group, leftAt: left }, user.id);
    return this.show(id);
  }

  @Post(':id/notes')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async addNote(
    @Customer() id: string,
    @Body() { text, version }: NoteRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<CustomerView> {
    await this.care.addNote({ id, version: version ?? null }, text, user.id);
    return this.show(id);
  }

  @Delete(':id/notes/:noteId')
  @ZodResponse(AFTER)
  async removeNote(
    @Customer() id: string,
    @Param('noteId', idParam('Note')) noteId: string,
    @SeenVersion() version: number | undefined,
    @SignedIn() { user }: StoredSession,
  ): Promise<CustomerView> {
    await this.care.removeNote({ id, version: version ?? null }, noteId, user.id);
    return this.show(id);
  }

  @Post(':id/identities')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async addIdentity(
    @Customer() id: string,
    @Body() { version, ...typed }: IdentityRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<CustomerView> {
    const { namespace, value } = identityFrom(typed);
    if (namespace === 'mailto') refuseOwnIdentity(value, await this.replies.sources(), this.settings.intake.own);
    await this.care.addIdentity({ id, version: version ?? null }, typed, user.id);
    return this.show(id);
  }

  @Delete(':id/identities/:identityId')
  @ZodResponse(AFTER)
  async removeIdentity(
    @Customer() id: string,
    @Param('identityId', idParam('Identity')) identityId: string,
    @SeenVersion() version: number | undefined,
    @SignedIn() { user }: StoredSession,
  ): Promise<CustomerView> {
    await this.care.removeIdentity({ id, version: version ?? null }, identityId, user.id);
    return this.show(id);
  }

  @Post(':id/merge')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async merge(
    @Customer() id: string,
    @Body() { customerId, version, otherVersion }: CustomerMergeRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<CustomerView> {
    await this.care.merge({ id: customerId, version: otherVersion }, { id, version }, user.id);
    return this.show(id);
  }

  @Post(':id/merges/:mergeId/undo')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async undoMerge(
    @Customer() id: string,
    @Param('mergeId', idParam('Merge')) mergeId: string,
    @Body() { version }: UndoCustomerMergeRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<CustomerView> {
    await this.care.undoMerge({ id, version }, mergeId, user.id);
    return this.show(id);
  }
}
