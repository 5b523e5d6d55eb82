import type { StorybookConfig } from "@storybook/nextjs-vite";

/** `npm run storybook`: the parts of the screen by themselves, each in the states that it has (M14). */
const config: StorybookConfig = {
  framework: { name: "@storybook/nextjs-vite", options: {} },
  stories: ["../components/**/*.stories.tsx"],
  addons: ["@storybook/addon-a11y", "@storybook/addon-vitest"],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
};

export default config;
