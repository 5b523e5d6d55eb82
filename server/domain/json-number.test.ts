import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonNumber, numberLiteral, parseLosslessly } from "./json-number.ts";

describe("lossless JSON", () => {
  it("P1.3 keeps every digit of a number as it was written", () => {
    expect(parseLosslessly('{"a": 9007199254740993.11, "b": [0.10, -0, 1e400]}')).toEqual({
      a: new JsonNumber("9007199254740993.11"),
      b: [new JsonNumber("0.10"), new JsonNumber("-0"), new JsonNumber("1e400")],
    });
  });

  it("P1.3 does not expand an exponent", () => {
    expect(parseLosslessly("1e999999999")).toEqual(new JsonNumber("1e999999999"));
  });

  it("leaves texts, truths and nothing alone, also texts that look like numbers", () => {
    expect(parseLosslessly('["1.50", true, null, {"k": ""}]')).toEqual(["1.50", true, null, { k: "" }]);
  });

  it("P3.6 writes the same digits back", () => {
    const amount = fc.stringMatching(/^(0|[1-9]\d{0,21})\.\d{2}$/);
    fc.assert(
      fc.property(amount, (digits) => {
        const written = JSON.stringify({ amount: numberLiteral(digits) });
        expect(written).toBe(`{"amount":${digits}}`);
        expect(parseLosslessly(written)).toEqual({ amount: new JsonNumber(digits) });
      }),
      { numRuns: 1_000 },
    );
  });

  it("P3.6 a text that is no number cannot slip into the JSON", () => {
    for (const text of ['1,"admin":true', "01", "1.", "NaN", "", " 1", "0x1", "{}"])
      expect(() => numberLiteral(text)).toThrow(SyntaxError);
  });

  it("P1.2 what is no JSON is a syntax error", () => {
    for (const text of ["", "{", "nope", "{'a':1}", "[1,]", '{"a":1}}'])
      expect(() => parseLosslessly(text)).toThrow(SyntaxError);
  });

  it("reads everything but numbers as the language does", () => {
    const noNumbers = fc
      .jsonValue({ noUnicodeString: false } as never)
      .filter((v) => !/\d/.test(JSON.stringify(v)));
    fc.assert(
      fc.property(noNumbers, (value) => {
        expect(parseLosslessly(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
