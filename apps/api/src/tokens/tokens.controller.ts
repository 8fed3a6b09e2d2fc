import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, ApiTokens } from '@earshot/access';
import { CreatedToken, NewTokenRequest, TokenList, TokenQuery } from '@earshot/contracts';
import { Forbidden, scopesOf, type StoredSession } from '@earshot/domain';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';

class TokenListDto extends contractDto(TokenList) {}
class TokenQueryDto extends contractDto(TokenQuery) {}
class NewTokenRequestDto extends contractDto(NewTokenRequest) {}
class CreatedTokenDto extends contractDto(CreatedToken) {}

/** Keys with which other programs call the API; only people in the dashboard make and revoke them. */
@ApiTags('tokens')
@Controller(`${API_PREFIX}/tokens`)
@Allow(...EVERYBODY)
export class TokensController {
  constructor(private readonly tokens: ApiTokens) {}

  @Get()
  @ZodResponse({ status: 200, type: TokenListDto, description: 'The newest first, revoked ones too' })
  async list(@Query() { of }: TokenQueryDto, @SignedIn() { user }: StoredSession): Promise<TokenList> {
    if (of === 'all' && user.role !== 'admin') throw new Forbidden("Everybody's tokens are for administrators");
    const items = await this.tokens.list(of === 'all' ? null : user.id);
    return {
      items: presented(items.map((token) => ({ ...token, scopes: [...token.scopes] }))),
      scopes: scopesOf(user.role),
    };
  }

  @Post()
  @ZodResponse({ status: 201, type: CreatedTokenDto, description: 'The token with its key, which is told only now' })
  async create(@Body() asked: NewTokenRequestDto, @SignedIn() { user }: StoredSession): Promise<CreatedToken> {
    const { token, key } = await this.tokens.create(user, asked, user.id);
    return { token: presented({ ...token, scopes: [...token.scopes] }), key };
  }

  /** Ends it at once; one's own, or anybody's for administrators. */
  @Delete(':id')
  @HttpCode(204)
  async revoke(@Param('id', idParam('Token')) id: string, @SignedIn() { user }: StoredSession): Promise<void> {
    await this.tokens.revoke(id, user.role === 'admin' ? null : user.id, user.id);
  }
}
