"use client";

import dynamic from "next/dynamic";

/** Comes when somebody is about to delete. */
export const DeletionDialog = dynamic(
  () => import("./deletion-dialog.tsx").then((module) => module.DeletionDialog),
  { ssr: false },
);
