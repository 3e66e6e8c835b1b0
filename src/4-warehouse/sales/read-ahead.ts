/** Pieces made ready before they are asked for: whoever makes them goes on while whoever takes them waits for something else. */

export class ReadAhead<Piece> {
  readonly #source: AsyncGenerator<Piece>;
  readonly #most: number;
  readonly #asked: Promise<IteratorResult<Piece>>[] = [];
  #isDone = false;

  /** `most`: how many pieces are made ready at most. */
  constructor(source: AsyncGenerator<Piece>, most: number) {
    this.#source = source;
    this.#most = most;
  }

  /** Whether all pieces were taken. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The next piece; undefined behind the last. Throws what its maker threw. */
  async next(): Promise<Piece | undefined> {
    while (!this.#isDone && this.#asked.length < this.#most) this.#ask();
    const result = await this.#asked.shift();
    if (result === undefined || result.done === true) {
      this.#isDone = true;
      return undefined;
    }
    return result.value;
  }

  /** Leaves the rest, and lets its maker close what it opened. */
  async end(): Promise<void> {
    await this.#source.return(undefined).catch(() => {});
  }

  #ask(): void {
    const asked = this.#source.next();
    // Thrown again to whoever takes it; until then it is no failure of the process.
    asked.catch(() => {});
    this.#asked.push(asked);
  }
}
