import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { NewSavedView, SavedView, SavedViewChange, SavedViewList } from '@earshot/contracts';
import type { BoardSearch, SavedView as KeptView, StoredSession, User } from '@earshot/domain';
import { SavedViews } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';

class SavedViewDto extends contractDto(SavedView) {}
class SavedViewListDto extends contractDto(SavedViewList) {}
class NewSavedViewDto extends contractDto(NewSavedView) {}
class SavedViewChangeDto extends contractDto(SavedViewChange) {}

/** Lists of the board that people keep under a name. */
@ApiTags('alerts')
@Allow(...EVERYBODY)
@Controller(`${API_PREFIX}/views`)
export class SavedViewsController {
  constructor(private readonly views: SavedViews) {}

  @Get()
  @ZodResponse({ status: 200, type: SavedViewListDto, description: 'One’s own and those that are shared' })
  async list(@SignedIn() { user }: StoredSession): Promise<SavedViewList> {
    const views = await this.views.list(user);
    return { items: views.map((view) => this.shown(view, user)), mayShare: this.views.mayShare(user) };
  }

  @Post()
  @HttpCode(200)
  @ZodResponse({ status: 200, type: SavedViewDto, description: 'The view as it is kept' })
  async add(@Body() view: NewSavedViewDto, @SignedIn() { user }: StoredSession): Promise<SavedView> {
    return this.shown(await this.views.add({ ...view, search: given(view.search) }, user), user);
  }

  @Patch(':id')
  @ZodResponse({ status: 200, type: SavedViewDto, description: 'The view afterwards' })
  async change(
    @Param('id', idParam('View')) id: string,
    @Body() { search, ...change }: SavedViewChangeDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<SavedView> {
    const searched = search === undefined ? {} : { search: given(search) };
    return this.shown(await this.views.change(id, { ...change, ...searched }, user), user);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', idParam('View')) id: string, @SignedIn() { user }: StoredSession): Promise<void> {
    await this.views.remove(id, user);
  }

  private shown({ id, name, search, shared, owner }: KeptView, reader: User): SavedView {
    const mayChange = owner.id === reader.id || (shared && this.views.mayShare(reader));
    return { id, name, search: { ...search }, shared, owner, mayChange };
  }
}

/** What is left out is not kept. */
const given = (search: NewSavedViewDto['search']): BoardSearch =>
  Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined));
