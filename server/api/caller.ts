import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { sessionIdentity } from "../auth/session-cookie.ts";
import { refuse } from "../domain/errors.ts";
import { currentRequest, REQUEST_ID_HEADER, requestIdFrom } from "../log/request.ts";
import { contextForIdentity } from "./context.ts";
import { appRouter } from "./root.ts";
import { createCaller } from "./trpc.ts";

const callerFor = createCaller(appRouter);

/** The API for server components: the same procedures, as the signed-in person, without leaving the process. */
export const pageCaller = cache(async () => {
  const jar = await cookies();
  const person = cache(async () => {
    return (await sessionIdentity(jar)) ?? refuse("UNAUTHORIZED", "You are not signed in.");
  });
  return callerFor({
    requestId: currentRequest()?.id ?? requestIdFrom((await headers()).get(REQUEST_ID_HEADER)),
    person,
    domain: cache(async () => contextForIdentity(await person())),
  });
});
