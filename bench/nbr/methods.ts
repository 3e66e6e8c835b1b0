/** What can be measured: our model and the published baselines. */
import { fit } from '../../src/6-recommend/model/fit.ts';
import { publishedTifu, tifuKnn } from './baselines/tifu-knn.ts';
import {
  globalTopFrequency,
  personalThenGlobalFrequency,
  personalThenRecent,
  personalTopFrequency,
} from './baselines/top-frequency.ts';
import { tuneTifu } from './baselines/tune-tifu.ts';
import { publishedUpCf, upCf } from './baselines/up-cf.ts';
import type { Method } from './measure.ts';

/** Ours first, with the parameters its automatic procedure chooses. */
export const methods: readonly Method[] = [
  { name: 'cuvee', fit: (history) => fit({ history, seed: 1 }) },
  { name: 'G-TopFreq', fit: globalTopFrequency },
  { name: 'P-TopFreq', fit: personalTopFrequency },
  { name: 'GP-TopFreq', fit: personalThenGlobalFrequency },
  { name: 'GP-recent', fit: personalThenRecent },
  { name: 'UP-CF@r', fit: (history) => upCf(history, publishedUpCf) },
  { name: 'TIFUKNN-published', fit: (history) => tifuKnn(history, publishedTifu) },
  { name: 'TIFUKNN-tuned', fit: (history, ideal) => tifuKnn(history, tuneTifu(history, ideal)) },
];
