import { handleTrpc } from "@/server/api/trpc-route.ts";

export { handleTrpc as GET, handleTrpc as POST };
