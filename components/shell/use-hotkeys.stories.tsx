import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { useEffect, useState } from "react";
import { expect, fn, screen, waitFor } from "storybook/test";
import { useHotkeys } from "./use-hotkeys.ts";

const onPress = fn();

function Hint() {
  useHotkeys({ n: onPress });
  return <p>N for a new one</p>;
}

/** What a key does comes with the part of the page that says so. */
function Page() {
  const [isHere, setHere] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setHere(true), 50);
    return () => clearTimeout(timer);
  }, []);
  return isHere ? <Hint /> : null;
}

/** Shortcuts of the page (P8.7). */
const meta = { title: "Shell/Shortcuts", component: Page } satisfies Meta<typeof Page>;
export default meta;

/** A key that is pressed as soon as its hint can be seen is heard. */
export const FirstPress: StoryObj<typeof meta> = {
  beforeEach: () => {
    const drawn = new MutationObserver(() => {
      if (!screen.queryByText("N for a new one")) return;
      drawn.disconnect();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true }));
    });
    drawn.observe(document.body, { childList: true, subtree: true });
    return () => drawn.disconnect();
  },
  play: async () => {
    await screen.findByText("N for a new one");
    await waitFor(() => expect(onPress).toHaveBeenCalledOnce(), { timeout: 2_000 });
  },
};
