"use client";

import { lazyPart } from "../../ui/lazy-part.tsx";
import { Pending } from "../../ui/pending.tsx";

/** Most reports come as a file: it comes when somebody is about to type one. */
export const EntryForm = lazyPart(
  () => import("./entry-form.tsx").then((module) => module.EntryForm),
  () => <Pending>Getting the form …</Pending>,
);

/** As wide as its tables. */
export const ENTRY_DIALOG = "top-[4vh] max-h-[92vh] max-w-400";
