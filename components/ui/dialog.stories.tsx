import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { useState } from "react";
import { expect, fireEvent, screen, userEvent, waitFor } from "storybook/test";
import { Dialog } from "./dialog.tsx";

/** A question over the page (M14). */
const meta = {
  title: "Parts/Dialog",
  component: Dialog,
  args: { open: false, onOpenChange: () => {}, title: "A question", description: "What is asked." },
  render: function Asked(args) {
    const [open, setOpen] = useState(false);
    return (
      <>
        <button type="button" onClick={() => setOpen(true)}>
          Ask
        </button>
        <input aria-label="Elsewhere" />
        <Dialog {...args} open={open} onOpenChange={setOpen} />
      </>
    );
  },
} satisfies Meta<typeof Dialog>;
export default meta;
type Story = StoryObj<typeof meta>;

async function asked(): Promise<HTMLElement> {
  await userEvent.click(await screen.findByRole("button", { name: "Ask" }));
  return screen.findByRole("dialog", { name: "A question" });
}

/** Who closes it is where they were. */
export const Closed: Story = {
  play: async () => {
    await asked();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.getByRole("button", { name: "Ask" })).toHaveFocus());
  },
};

/** Who is quick is somewhere else already when it has closed, and stays there. */
export const ClosedByAQuickHand: Story = {
  play: async () => {
    const dialog = await asked();
    const elsewhere = screen.getByLabelText("Elsewhere");
    await fireEvent.keyDown(dialog, { key: "Escape" });
    elsewhere.focus();
    await expect(dialog).not.toBeInTheDocument();
    // It gives the focus back in a turn of its own, which was asked for before this one.
    await new Promise((resolve) => setTimeout(resolve));
    await expect(elsewhere).toHaveFocus();
  },
};
