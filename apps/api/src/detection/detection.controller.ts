import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import {
  OverlayDeedName,
  type AssessAnswer,
  type CalibrationView,
  type DetectionView,
  type OverlayView,
  type ShadowReport,
  type ThresholdsView,
} from '@earshot/contracts';
import {
  OVERLAY_DEEDS,
  OverlayStore,
  type OverlayDeed,
  type OverlayVersion,
  type StoredSession,
} from '@earshot/domain';
import { Judges, OverlayActions, PhraseBook, TextTrial, verdictFigures } from '@earshot/learning';
import { VerdictQueries } from '@earshot/persistence';
import type { Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import {
  AssessAnswerDto,
  AssessRequestDto,
  CalibrationViewDto,
  DetectionViewDto,
  ShadowQueryDto,
  ShadowReportDto,
  ThresholdsViewDto,
} from '../http/schemas.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam, nameParam } from '../http/validation.pipe.js';
import { ShadowRequests } from './shadow-requests.js';

const VERSIONS_SHOWN = 50;
/** What was said years ago is about another detector and other customers. */
const MOST_VERDICTS = 5_000;
/** Ten bins of five. */
const LEAST_VERDICTS = 50;

@ApiTags('detection')
@Controller(`${API_PREFIX}/detection`)
export class DetectionController {
  constructor(
    private readonly overlays: OverlayStore,
    private readonly actions: OverlayActions,
    private readonly shadow: ShadowRequests,
    private readonly trial: TextTrial,
    private readonly verdicts: VerdictQueries,
    private readonly judges: Judges,
    private readonly phrases: PhraseBook,
  ) {}

  @Get()
  @Allow('manager', 'ops')
  @ZodResponse({
    status: 200,
    type: DetectionViewDto,
    description: 'What people taught the detector, and what it gains',
  })
  async show(): Promise<DetectionView> {
    const [verdicts, inForce, versions] = await Promise.all([
      this.overlays.verdictCounts(),
      this.overlays.inForce(),
      this.overlays.versions(VERSIONS_SHOWN),
    ]);
    return { verdicts, inForce: inForce.map(overlayView), versions: versions.map(overlayView) };
  }

  @Get('calibration')
  @Allow('manager', 'ops')
  @ZodResponse({ status: 200, type: CalibrationViewDto, description: 'How right it was by what people said' })
  async calibration(): Promise<CalibrationView> {
    const { all, languages, bins, calibrationError } = verdictFigures(await this.verdicts.judged(MOST_VERDICTS));
    return { all, languages: [...languages], bins: [...bins], calibrationError, leastVerdicts: LEAST_VERDICTS };
  }

  @Get('thresholds')
  @Allow('manager', 'ops')
  @ZodResponse({ status: 200, type: ThresholdsViewDto, description: 'From which probabilities on it decides' })
  async thresholds(): Promise<ThresholdsView> {
    return presented(await this.judges.thresholds());
  }

  @Get('shadow')
  @Allow('manager', 'ops')
  @ZodResponse({ status: 200, type: ShadowReportDto, description: 'What a candidate would change in a past period' })
  async tryOut(@Query() query: ShadowQueryDto, @Res({ passthrough: true }) response: Response): Promise<ShadowReport> {
    const gone = new AbortController();
    response.once('close', () => gone.abort(new Error('the reader has gone')));
    return this.shadow.run(query, gone.signal);
  }

  @Post('assess')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: AssessAnswerDto, description: 'How a text would be judged; it is not kept' })
  async assess(@Body() request: AssessRequestDto): Promise<AssessAnswer> {
    const assessment = await this.trial.judge(request);
    return presented({ assessment, phrases: await this.phrases.behind(request.text, assessment) });
  }

  @Post('overlays/:id/:deed')
  @HttpCode(200)
  @Allow('ops')
  @ApiParam({ name: 'deed', enum: OVERLAY_DEEDS })
  @ZodResponse({ status: 200, type: DetectionViewDto, description: 'What is in force afterwards' })
  async act(
    @Param('id', idParam('Overlay')) id: string,
    @Param('deed', nameParam('Action', OverlayDeedName)) deed: OverlayDeed,
    @SignedIn() session: StoredSession,
  ): Promise<DetectionView> {
    await this.actions.act(id, deed, session.user.id);
    return this.show();
  }
}

/** Without its weights. */
function overlayView(version: OverlayVersion): OverlayView {
  const { id, sourceId, baseModel, state, fittedAt, verdicts, figures, adoptedAt, replacedId, revertedBy } = version;
  const shown = { id, sourceId, baseModel, state, fittedAt, verdicts, figures, adoptedAt, replacedId, revertedBy };
  return presented(shown);
}
