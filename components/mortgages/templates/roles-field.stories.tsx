import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { useState } from "react";
import { expect, screen } from "storybook/test";
import { RolesField } from "./roles-field.tsx";

/** Who signs a template (M12, M14). */
const meta = {
  title: "Mortgages/Roles of a template",
  component: RolesField,
  args: { roles: ["Broker"], onChange: () => {}, errors: {} },
  render: function Typed(args) {
    const [roles, setRoles] = useState(args.roles);
    return <RolesField {...args} roles={roles} onChange={setRoles} />;
  },
} satisfies Meta<typeof RolesField>;
export default meta;

/** The key right after Enter goes into the next line. */
export const NextLine: StoryObj<typeof meta> = {
  play: async () => {
    const first = await screen.findByRole("textbox", { name: "Role 1" });
    first.focus();
    first.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    // Before anything else happens.
    await expect(document.activeElement).toHaveAccessibleName("Role 2");
  },
};
