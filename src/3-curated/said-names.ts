/** So many ways to name wines no estate has: what names more is a column of something else, and is not kept in mind. */
const mostNames = 50_000;

/** The ways sales name what was sold, as they stand in the curated file from label to packaging; each once, in the order they came. */
export class SaidNames {
  readonly #names = new Set<string>();
  #fresh: string[] = [];

  say(name: string): void {
    if (this.#names.size >= mostNames || this.#names.has(name)) return;
    this.#names.add(name);
    this.#fresh.push(name);
  }

  /** Those that came since the last time. */
  takeFresh(): readonly string[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** All of them; undefined when there are so many that others may have been left out. */
  all(): readonly string[] | undefined {
    return this.#names.size >= mostNames ? undefined : [...this.#names];
  }
}
