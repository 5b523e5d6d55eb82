import { NothingHere } from "@/components/shell/nothing-here.tsx";

/** Within the desk, whose page is the main part already. */
export default function NotFoundInDesk() {
  return (
    <div className="flex min-h-dvh items-center">
      <NothingHere />
    </div>
  );
}
