import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { countdown } from "./undo-countdown.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("C5: ten seconds run by themselves, stand still while they are held, and end once", () => {
  const onEnd = vi.fn();
  const time = countdown(10_000, onEnd);
  vi.advanceTimersByTime(4_000);
  time.hold();
  time.hold();
  vi.advanceTimersByTime(60_000);
  time.goOn();
  time.goOn();
  vi.advanceTimersByTime(5_999);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onEnd).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60_000);
  expect(onEnd).toHaveBeenCalledOnce();
});
