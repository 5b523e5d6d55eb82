"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link that is one of many: its page is asked for once somebody points at it or comes to it by key, and not for each that is in
 * sight.
 */
export function RowLink(props: ComponentProps<typeof Link>) {
  const [isMeant, setIsMeant] = useState(false);
  const meant = () => setIsMeant(true);
  return <Link {...props} prefetch={isMeant ? null : false} onPointerEnter={meant} onFocus={meant} />;
}
