import { type ComponentProps, useId } from "react";
import type { ControlProps } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

/** The usual ones are offered; a desk may write its own. */
export function DeliveryMethods({ control, ...props }: { control: ControlProps } & ComponentProps<"input">) {
  const list = useId();
  return (
    <>
      <Input {...control} name="deliveryMethod" list={list} maxLength={40} autoComplete="off" {...props} />
      <datalist id={list}>
        <option value="eVault" />
        <option value="electronic" />
        <option value="physical" />
      </datalist>
    </>
  );
}
