"use client";

import { usePathname } from "next/navigation";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { type Address, readPart } from "./address.ts";

export function UnreadNotice({ unread, search, of }: { unread: string[]; search: string; of: Address }) {
  const pathname = usePathname();
  const readable = `${pathname}${readPart(search, of)}`;
  return (
    <Notice
      title="A part of this link cannot be read, so this is not what its sender saw"
      className="mx-4 my-2 lg:mx-6"
    >
      <p>
        Not read: <code className="id break-all">{unread.join(", ")}</code>. Ask for the link once more, or go
        on without it.
      </p>
      <Button size="sm" className="mt-2" asChild>
        {/* A link, so that it leads on also before the page is awake; once it is, Back does not lead here again. */}
        <a
          href={readable}
          onClick={(event) => {
            event.preventDefault();
            window.location.replace(readable);
          }}
        >
          Go on without it
        </a>
      </Button>
    </Notice>
  );
}
