import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Public, sessionCookie, Sessions, sessionTokenOf } from '@earshot/access';
import type { Session } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import type { Request, Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { EventStreams } from '../events/event-streams.js';
import { EVERYBODY } from '../http/everybody.js';
import { SessionDto, SignInDto } from '../http/schemas.js';
import { SignedIn } from '../http/signed-in.js';
import { sessionView } from './session-view.js';

@ApiTags('session')
@Controller(`${API_PREFIX}/session`)
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly streams: EventStreams,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @Public()
  @ZodResponse({ status: 200, type: SessionDto, description: 'Signed in; the cookie is set' })
  async signIn(
    @Body() { email, password }: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const opened = await this.sessions.signIn(email, password, {
      address: request.ip ?? '',
      previousToken: sessionTokenOf(request, this.settings) ?? null,
    });
    const { name, options } = sessionCookie(this.settings.publicUrl);
    response.cookie(name, opened.token, options);
    return sessionView(opened.user, opened.csrfToken, this.settings.organisation);
  }

  @Get()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: SessionDto, description: 'Who is signed in' })
  me(@SignedIn() session: StoredSession): Session {
    return sessionView(session.user, session.csrfToken, this.settings.organisation);
  }

  @Delete()
  @HttpCode(204)
  @Allow(...EVERYBODY)
  async signOut(@SignedIn() session: StoredSession, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.signOut(session);
    this.streams.closeOf(session);
    const { name, options } = sessionCookie(this.settings.publicUrl);
    response.clearCookie(name, { ...options, maxAge: undefined });
  }
}
