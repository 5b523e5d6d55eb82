import { DomainError, type Refusal } from "./errors.ts";

/** How many random cases or rounds: `PSSAAS_TEST_TIMES=50` makes fifty times as many as usual, for a long night. */
export const cases = (usual: number) => usual * Number(process.env.PSSAAS_TEST_TIMES ?? 1);

/** What a verb refused with; fails when it did not refuse, or fell over for another reason. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error.refusal;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** The fields that a refusal names, in order. */
export async function refusedFields(work: Promise<unknown>): Promise<string[]> {
  return ((await refusalOf(work)).details ?? []).map((detail) => detail.field);
}
