import {
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Public } from '@earshot/access';
import type { Delivery, DeliveredPage, Received } from '@earshot/connector-kit';
import { connectorOf } from '@earshot/connectors';
import { Id } from '@earshot/contracts';
import { Clock, InvalidInput, NotFound, PollBook, type SourceToPoll } from '@earshot/domain';
import type { Request } from 'express';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { Brought } from './brought.js';
import { bytesOf } from './signed-delivery.guard.js';

/** One answer for every stranger: which sources there are, and what is wrong with a signature, is nobody's business. */
const FOREIGN = 'Nothing is taken here without the proof that the source asks for';

/** Where services send what is new by themselves, each in its own form and with its own proof of who it is. */
@ApiTags('intake')
@ApiParam({ name: 'sourceId', type: String, description: 'A source whose service can push' })
@Controller(`${API_PREFIX}/intake/:sourceId/push`)
export class PushesController {
  constructor(
    private readonly brought: Brought,
    private readonly book: PollBook,
    private readonly clock: Clock,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @Public()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @ApiOperation({ description: 'The service makes sure that the address is ours' })
  @ApiQuery({ name: 'hub.challenge', required: false, description: 'Echoed where the rest is right' })
  @ApiOkResponse({ content: { 'text/plain': {} }, description: 'What the service wants to see' })
  async greet(@Param('sourceId') sourceId: string, @Query() _query: object, @Req() request: Request): Promise<string> {
    return this.answer(sourceId, deliveryOf(request, 'GET'));
  }

  @Post()
  @HttpCode(200)
  @Public()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @ApiOperation({ description: 'What is new, at most 1 MB, as the service of the source writes it' })
  @ApiOkResponse({ content: { 'text/plain': {} }, description: 'It is stored; what the service wants to see' })
  async take(@Param('sourceId') sourceId: string, @Query() _query: object, @Req() request: Request): Promise<string> {
    return this.answer(sourceId, deliveryOf(request, 'POST'));
  }

  private async answer(sourceId: string, delivery: Delivery): Promise<string> {
    const source = await this.sourceOf(sourceId);
    const received = source === null ? null : this.read(source, delivery);
    if (source === null || received === null || received.kind === 'foreign') throw new UnauthorizedException(FOREIGN);
    if (received.kind === 'unreadable') throw new InvalidInput(received.detail);
    if (received.kind === 'page') await this.store(source, received.page);
    return received.answer;
  }

  private async sourceOf(given: string): Promise<SourceToPoll | null> {
    const id = Id.safeParse(given);
    if (!id.success) return null;
    try {
      return await this.book.find(id.data);
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }

  private read(source: SourceToPoll, delivery: Delivery): Received | null {
    const definition = connectorOf(source.kind);
    const options = definition?.options.safeParse(source.options);
    if (definition?.receive === undefined || options?.success !== true) return null;
    const { openSecrets, maxItemBytes } = this.settings.intake;
    return definition.receive(options.data, delivery, {
      secrets: openSecrets(source),
      now: this.clock.now(),
      maxItemBytes,
    });
  }

  /** Services send again what they are not sure of. */
  private async store(source: SourceToPoll, page: DeliveredPage): Promise<void> {
    const isRepeated =
      page.deliveryId !== undefined && (await this.book.findDelivery(source.id, page.deliveryId)) !== null;
    if (!isRepeated) await this.brought.storeBeside(source.id, page);
  }
}

function deliveryOf(request: Request, method: Delivery['method']): Delivery {
  const { searchParams } = new URL(request.originalUrl, 'http://localhost');
  const parameters = [...searchParams].reverse();
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    method,
    headers: Object.fromEntries(headers) as Delivery['headers'],
    query: Object.fromEntries(parameters),
    body: bytesOf(request),
  };
}
