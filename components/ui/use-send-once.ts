"use client";

import { useEffect, useRef, useState } from "react";

/**
 * Sends one at a time. A mutation's `isPending` is only known after the next render, and the second press of a double
 * click comes before it; so does a press between the answer and the screen that shows it.
 * @param send gives what is under way, or nothing when there was nothing to send. That it fails is shown by whoever sends.
 * @returns the same, which does nothing while one is under way
 */
export function useSendOnce<Given extends unknown[]>(
  send: (...given: Given) => Promise<unknown> | null | undefined,
): (...given: Given) => void {
  const isUnderWay = useRef(false);
  const [answered, setAnswered] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: let go once the screen shows what came of it
  useEffect(() => {
    isUnderWay.current = false;
  }, [answered]);
  return (...given) => {
    if (isUnderWay.current) return;
    const sent = send(...given);
    if (!sent) return;
    isUnderWay.current = true;
    const answer = () => setAnswered((count) => count + 1);
    sent.then(answer, answer);
  };
}
