import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { expect, screen } from "storybook/test";
import { refuse } from "../../stories/answers.ts";
import type { DeskParameters } from "../../stories/story-desk.tsx";
import { FilePage } from "./file-page.tsx";

/** The page of a client's file (F8.1, M14). */
const meta = {
  title: "Funding/File",
  component: FilePage,
  args: { fileId: 99_999 },
} satisfies Meta<typeof FilePage>;
export default meta;
type Story = StoryObj<typeof meta>;

const desk = (file: () => never): { desk: DeskParameters } => ({ desk: { answers: { funding: { file } } } });

/** An address of no file leads to those that there are. */
export const NotThere: Story = {
  parameters: desk(() => refuse("FILE_NOT_FOUND", "There is no such file. Check its id.")),
  play: async () => {
    await expect(
      await screen.findByRole("heading", { level: 1, name: "There is no file 99999" }),
    ).toBeVisible();
    await expect(screen.getByRole("link", { name: "All files" })).toHaveAttribute("href", "/funding");
    await expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  },
};

/** What could not be asked may be asked again. */
export const Failed: Story = {
  parameters: desk(() => refuse("UNAVAILABLE", "The database cannot be reached.")),
  play: async () => {
    await expect(await screen.findByText("The file could not be loaded")).toBeVisible();
    await expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  },
};
