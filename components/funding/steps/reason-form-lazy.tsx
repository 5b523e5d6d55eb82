"use client";

import { lazyPart } from "../../ui/lazy-part.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { ReasonForm as Form, ReasonFormProps } from "./reason-form.tsx";

const Part = lazyPart<ReasonFormProps<"endPath"> | ReasonFormProps<"reopen">>(
  () => import("./reason-form.tsx").then((module) => module.ReasonForm as never),
  () => <Skeleton className="h-42 w-full" />,
);

export const fetchReasonForm = Part.fetch;

/** Comes, with the schemas that check it, when somebody is about to ask for the first change of that kind. */
export const ReasonForm = Part as unknown as typeof Form;
