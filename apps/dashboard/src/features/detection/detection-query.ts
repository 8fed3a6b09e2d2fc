import type {
  AssessAnswer,
  AssessRequest,
  CalibrationView,
  DetectionView,
  MessageDetail,
  PhrasePackList,
  PhrasePackView,
  ShadowQuery,
  ShadowReport,
  ThresholdsView,
} from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

export type OverlayVersion = DetectionView['versions'][number];
export type OverlayDeed = 'adopt' | 'revert';

/** What people taught, what is in force, and the versions that there are. */
export const detectionQuery = queryOptions({
  queryKey: ['detection'],
  queryFn: ({ signal }) => request<DetectionView>('GET', '/detection', { signal }),
});

/** Answers with what is in force afterwards. */
export const actOnOverlay = (id: string, deed: OverlayDeed): Promise<DetectionView> =>
  request<DetectionView>('POST', `/detection/overlays/${encodeURIComponent(id)}/${deed}`);

/** How right the detector was by what people said. */
export const calibrationQuery = queryOptions({
  queryKey: ['detection', 'calibration'],
  queryFn: ({ signal }) => request<CalibrationView>('GET', '/detection/calibration', { signal }),
});

/** From which probabilities on it decides. */
export const thresholdsQuery = queryOptions({
  queryKey: ['detection', 'thresholds'],
  queryFn: ({ signal }) => request<ThresholdsView>('GET', '/detection/thresholds', { signal }),
});

/** The phrase packs by language, without their phrases. */
export const phrasePacksQuery = queryOptions({
  queryKey: ['detection', 'phrase-packs'],
  queryFn: ({ signal }) => request<PhrasePackList>('GET', '/detection/phrase-packs', { signal }),
});

/** The phrases of one language: a thousand and more. */
export const phrasePackQuery = (language: string) =>
  queryOptions({
    queryKey: ['detection', 'phrase-packs', language],
    queryFn: ({ signal }) =>
      request<PhrasePackView>('GET', `/detection/phrase-packs/${encodeURIComponent(language)}`, { signal }),
  });

/** Judges a past period again; it takes some seconds. */
export const runShadow = (query: ShadowQuery): Promise<ShadowReport> =>
  request<ShadowReport>('GET', '/detection/shadow', { query: { ...query } });

/** The message behind a change; the messages page knows it by the same key. */
export const changedMessageQuery = (id: string) =>
  queryOptions({
    queryKey: ['message', id],
    queryFn: ({ signal }) => request<MessageDetail>('GET', `/messages/${encodeURIComponent(id)}`, { signal }),
  });

export const assessText = (asked: AssessRequest): Promise<AssessAnswer> =>
  request<AssessAnswer>('POST', '/detection/assess', { body: asked });
