import type { Metadata } from "next";
import { Users } from "@/components/admin/users.tsx";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Users" };

export default function UsersPage() {
  return (
    <Prefetched queries={(desk) => [desk.users()]}>
      <Users />
    </Prefetched>
  );
}
