/** What others say of each item for one client: neighbours, and what goes with what the client bought. */

/** Figures heard of an item, side by side, as they are read together: their places in its row. */
export const hearsayWidth = 7;
export const neighboursHeard = 0;
export const latelyHeard = 1;
export const sharedHeard = 2;
export const nextHeard = 3;
/** The only one that may be below 0. */
export const linearHeard = 4;
export const companyHeard = 5;
export const followingHeard = 6;

/** By item × `hearsayWidth`. The same room is used again for the next client. */
export type Said = Float32Array;

/** The most neighbours say of any item; 1 where they say nothing. */
export function loudestNeighbours(said: Said): number {
  let most = 0;
  for (let at = neighboursHeard; at < said.length; at += hearsayWidth) {
    const value = said[at] ?? 0;
    if (value > most) most = value;
  }
  return most > 0 ? most : 1;
}
