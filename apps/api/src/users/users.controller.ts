import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { ColleagueList } from '@earshot/contracts';
import { UserStore } from '@earshot/domain';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';

class ColleagueListDto extends contractDto(ColleagueList) {}

/** Who a case can be handed to: names and roles, nothing else. */
@ApiTags('users')
@Controller(`${API_PREFIX}/users`)
export class UsersController {
  constructor(private readonly users: UserStore) {}

  @Get()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: ColleagueListDto, description: 'Everybody who may sign in, by name' })
  async list(): Promise<ColleagueList> {
    const users = await this.users.list();
    return {
      items: users
        .filter(({ disabledAt }) => disabledAt === null)
        .map(({ id, name, role }) => ({ id, name, role }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    };
  }
}
