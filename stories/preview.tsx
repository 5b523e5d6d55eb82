import "../app/globals.css";
import "./fonts.css";
import type { Preview } from "@storybook/nextjs-vite";
import { configure } from "storybook/test";
import { type DeskParameters, StoryDesk } from "./story-desk.tsx";

/** Whatever a story writes as an error fails it: React's warnings, and what it has no answer for. */
const errors: string[] = [];

// A busy machine may need this long to show what a story waits for; nobody waits longer than it takes.
configure({ asyncUtilTimeout: 15_000 });

const preview: Preview = {
  parameters: {
    a11y: { test: "error" },
    layout: "fullscreen",
    nextjs: { appDirectory: true },
  },
  initialGlobals: { theme: "light" },
  globalTypes: {
    theme: {
      description: "Theme",
      toolbar: { icon: "mirror", items: ["light", "dark"], dynamicTitle: true },
    },
  },
  decorators: [
    (Story, { parameters, globals }) => {
      document.documentElement.className = String(globals.theme);
      document.documentElement.lang = "en";
      return (
        <StoryDesk {...(parameters.desk as DeskParameters | undefined)}>
          <Story />
        </StoryDesk>
      );
    },
  ],
  beforeEach: () => {
    errors.length = 0;
    const said = console.error;
    console.error = (...words: unknown[]) => {
      errors.push(words.map(String).join(" "));
      said(...words);
    };
    return () => {
      console.error = said;
    };
  },
  afterEach: () => {
    if (errors.length > 0) throw new Error(`The story wrote errors:\n${errors.join("\n")}`);
  },
};

export default preview;
