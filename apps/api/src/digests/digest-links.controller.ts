import { Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Public } from '@earshot/access';
import { DIGEST_LANGUAGES } from '@earshot/reporting';
import type { Request, Response } from 'express';
import { API_PREFIX } from '../api-settings.js';
import { DigestLinkDesk } from './digest-link-desk.js';
import { renderLinkPage, type LinkPage } from './digest-link-page.js';

/** Whoever holds the link of a digest may do the one thing that it names: no session is needed. */
@ApiTags('digests')
@ApiProduces('text/html')
@Controller(`${API_PREFIX}/digest-links`)
@Public()
export class DigestLinksController {
  constructor(private readonly desk: DigestLinkDesk) {}

  @Get(':token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async show(
    @Param('token') token: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return page(await this.desk.show(token, browserLanguage(request)), response);
  }

  /** Also what mail programs call for "unsubscribe": RFC 8058. */
  @Post(':token')
  @HttpCode(200)
  @Header('Content-Type', 'text/html; charset=utf-8')
  async act(
    @Param('token') token: string,
    @Query('version') version: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const seen = /^[1-9]\d{0,8}$/.test(version ?? '') ? Number(version) : null;
    return page(await this.desk.act(token, seen, browserLanguage(request)), response);
  }
}

/** The address is a key: it is told to nobody else, but our own form must be known as ours. */
function page(content: LinkPage, response: Response): string {
  response.setHeader('Referrer-Policy', 'same-origin');
  response.vary('Accept-Language');
  return renderLinkPage(content);
}

/** The language that the browser likes best of those that digests are written in; English where it likes none. */
function browserLanguage(request: Request): string {
  const accepted = request.acceptsLanguages([...DIGEST_LANGUAGES]);
  return accepted === false ? 'en' : accepted;
}
