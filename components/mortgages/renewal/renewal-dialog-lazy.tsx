"use client";

import dynamic from "next/dynamic";

/** Comes when somebody is about to renew. */
export const RenewalDialog = dynamic(
  () => import("./renewal-dialog.tsx").then((module) => module.RenewalDialog),
  { ssr: false },
);
