import type { Metadata } from "next";
import { Operators } from "@/components/funding/operators/operators.tsx";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Operators" };

export default function OperatorsPage() {
  return (
    <Prefetched queries={(desk) => [desk.operators()]}>
      <Operators />
    </Prefetched>
  );
}
