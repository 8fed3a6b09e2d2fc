import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Allow, People, type PersonAction } from '@earshot/access';
import {
  AddPersonRequest,
  ChangePersonRequest,
  DeactivatePersonRequest,
  Person,
  PersonList,
  PersonWithPassword,
} from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EventStreams } from '../events/event-streams.js';
import { contractDto } from '../http/contract-dto.js';
import { presented } from '../http/presented.js';
import { requiredVersion } from '../http/required-version.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';

class PersonDto extends contractDto(Person) {}
class PersonListDto extends contractDto(PersonList) {}
class PersonWithPasswordDto extends contractDto(PersonWithPassword) {}
class AddPersonRequestDto extends contractDto(AddPersonRequest) {}
class ChangePersonRequestDto extends contractDto(ChangePersonRequest) {}
class DeactivatePersonRequestDto extends contractDto(DeactivatePersonRequest) {}

const ID = idParam('User');
const IF_MATCH = { name: 'If-Match', required: true, description: 'The version of the person that was seen: "7"' };

/** Who signs in, with which role, and whose access has ended. */
@ApiTags('people')
@Controller(`${API_PREFIX}/people`)
@Allow('admin')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly streams: EventStreams,
  ) {}

  @Get()
  @ZodResponse({ status: 200, type: PersonListDto, description: 'Everybody, by name' })
  async list(): Promise<PersonList> {
    return { items: presented([...(await this.people.list())]) };
  }

  @Post()
  @ZodResponse({ status: 201, type: PersonWithPasswordDto, description: 'The person, and a password to begin with' })
  async add(@Body() person: AddPersonRequestDto, @SignedIn() { user }: StoredSession): Promise<PersonWithPassword> {
    return presented(await this.people.add({ ...person, zone: person.zone ?? user.zone }, user.id));
  }

  @Patch(':id')
  @ApiHeader(IF_MATCH)
  @ZodResponse({ status: 200, type: PersonDto, description: 'The person as changed' })
  async change(
    @Param('id', ID) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() to: ChangePersonRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<Person> {
    return this.act(id, ifMatch, session, { name: 'change', to });
  }

  /** Their sessions and tokens end at once, and their open cases go to somebody else or to nobody. */
  @Post(':id/deactivate')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @ZodResponse({ status: 200, type: PersonDto, description: 'The person, who may no longer sign in' })
  async deactivate(
    @Param('id', ID) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { handOverTo, note }: DeactivatePersonRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<Person> {
    const given = note === undefined || note === '' ? null : note;
    const person = await this.act(id, ifMatch, session, { name: 'deactivate', handOverTo, note: given });
    this.streams.closeOfUser(id);
    return person;
  }

  @Post(':id/reactivate')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @ZodResponse({ status: 200, type: PersonDto, description: 'The person, who may sign in again' })
  async reactivate(
    @Param('id', ID) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @SignedIn() session: StoredSession,
  ): Promise<Person> {
    return this.act(id, ifMatch, session, { name: 'reactivate' });
  }

  @Post(':id/password')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @ZodResponse({ status: 200, type: PersonWithPasswordDto, description: 'The person, and a new password' })
  async resetPassword(
    @Param('id', ID) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @SignedIn() { user }: StoredSession,
  ): Promise<PersonWithPassword> {
    const told = await this.people.resetPassword({ id, actorId: user.id, seen: requiredVersion('person', ifMatch) });
    this.streams.closeOfUser(id);
    return presented(told);
  }

  /** Signs the person out everywhere; they may sign in again. */
  @Delete(':id/sessions')
  @HttpCode(204)
  async endSessions(@Param('id', ID) id: string, @SignedIn() { user }: StoredSession): Promise<void> {
    await this.people.act({ id, actorId: user.id, seen: null }, { name: 'end-sessions' });
    this.streams.closeOfUser(id);
  }

  private async act(
    id: string,
    ifMatch: string | undefined,
    { user }: StoredSession,
    action: PersonAction,
  ): Promise<Person> {
    const seen = requiredVersion('person', ifMatch);
    return presented(await this.people.act({ id, actorId: user.id, seen }, action));
  }
}
