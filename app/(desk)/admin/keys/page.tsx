import type { Metadata } from "next";
import { Keys } from "@/components/admin/keys.tsx";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Keys" };

export default function KeysPage() {
  return (
    <Prefetched queries={(desk) => [desk.keys(), desk.tokens()]}>
      <Keys />
    </Prefetched>
  );
}
