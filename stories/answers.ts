import { TRPCClientError, type TRPCLink } from "@trpc/client";
import type { AnyTRPCProcedure, inferProcedureInput, inferProcedureOutput } from "@trpc/server";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "../server/api/root.ts";
import type { RefusalCode, RefusalDetail } from "../server/domain/errors.ts";

/** A story has no server: what its screen asks is answered from what the story gives, by the types of the router. */
export type Answers = AnswersOf<AppRouter["_def"]["record"]>;

type AnswersOf<Record> = {
  [Name in keyof Record]?: Record[Name] extends AnyTRPCProcedure
    ? (
        input: inferProcedureInput<Record[Name]>,
      ) => inferProcedureOutput<Record[Name]> | Promise<inferProcedureOutput<Record[Name]>>
    : AnswersOf<Record[Name]>;
};

/** An answer that says no, as the server would. */
export function refuse(code: RefusalCode, message: string, details: RefusalDetail[] = []): never {
  throw Object.assign(new Error(message), { refusal: { code, message, details } });
}

/** An answer that is still awaited. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** Answers in the place of HTTP. What the story has no answer for fails it, instead of looking as if it were still loading. */
export function answersLink(answers: Answers): TRPCLink<AppRouter> {
  return () =>
    ({ op: { path, input } }) =>
      observable((observer) => {
        const answer = async () => {
          const found = path.split(".").reduce<unknown>((part, name) => Object(part)[name], answers);
          if (typeof found !== "function") throw new Error(`The story has no answer for ${path}.`);
          return found(input);
        };
        answer().then(
          (data) => {
            observer.next({ result: { type: "data", data } });
            observer.complete();
          },
          (error: Error & { refusal?: object }) => {
            if (!error.refusal) console.error(error);
            const data = error.refusal ? { refusal: { requestId: "story", ...error.refusal } } : null;
            observer.error(Object.assign(new TRPCClientError(error.message), { data }));
          },
        );
      });
}
