/**
 * A social security number on its way to whoever has to have it (F1.1). It is held by nothing that is written down: printed,
 * logged, inspected or turned into JSON it is a row of dots, and only `reveal` says it.
 */
export class PassedThrough {
  readonly #digits: string;

  /** @param number nine digits, with or without their gaps */
  constructor(number: string) {
    this.#digits = number.replace(/\D/g, "");
  }

  /** `ddd-dd-dddd`, for the one request that carries it. */
  reveal(): string {
    return this.#digits.replace(/^(\d{3})(\d{2})(\d{4})$/, "$1-$2-$3");
  }

  /** The text without the number, however its digits are set apart: other systems echo what they were sent. */
  hiddenIn(text: string): string {
    const spaced = [...this.#digits].join("[^0-9A-Za-z]{0,3}");
    return text.normalize("NFKC").replace(new RegExp(spaced, "g"), "•••");
  }

  toString(): string {
    return "•••";
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
