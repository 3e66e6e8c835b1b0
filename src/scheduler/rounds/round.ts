/** Small work done again and again without being asked: it leaves no job behind. */
import type { World } from '../../world.ts';
import type { HouseTools } from '../house-tools.ts';

export interface Round {
  readonly name: string;
  readonly everyMs: (world: World) => number;
  /** Does what is due for one estate. What it throws is logged, and it is done again the next time. */
  readonly pass: (world: World, tools: HouseTools) => Promise<void>;
}
