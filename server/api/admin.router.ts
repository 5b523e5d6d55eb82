import { previewCalendar } from "../domain/pipeline/preview-calendar.ts";
import {
  addUser,
  changeUserAccess,
  changeUserRole,
  endUserSessions,
  listUsers,
  renewPassPhrase,
} from "../domain/tenancy/administer-users.ts";
import { issueToken, listTokens, revokeToken } from "../domain/tenancy/api-tokens.ts";
import { createKey, listKeys, revokeKey, rotateKey } from "../domain/tenancy/exchange-keys.ts";
import {
  AddUserInput,
  CalendarInput,
  ChangeAccessInput,
  ChangeRoleInput,
  IssueTokenInput,
  KeyInput,
  ListAccessInput,
  RotateKeyInput,
  SaveCalendarInput,
  TokenInput,
  UserInput,
} from "../domain/tenancy/input.ts";
import { listAccess } from "../domain/tenancy/list-access.ts";
import { getCalendar, saveCalendar } from "../domain/tenancy/tenant-calendar.ts";
import { listTimeZones } from "../domain/tenancy/time-zones.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** The administration of a tenant, for the browser: a line per verb. */
export const adminRouter = router({
  keys: procedure.query(({ ctx }) => listKeys(ctx.domain)),
  createKey: procedure.mutation(({ ctx }) => createKey(ctx.domain)),
  rotateKey: procedure
    .input(typed(RotateKeyInput))
    .mutation(({ ctx, input }) => rotateKey(ctx.domain, input)),
  revokeKey: procedure.input(typed(KeyInput)).mutation(({ ctx, input }) => revokeKey(ctx.domain, input)),
  tokens: procedure.query(({ ctx }) => listTokens(ctx.domain)),
  issueToken: procedure
    .input(typed(IssueTokenInput))
    .mutation(({ ctx, input }) => issueToken(ctx.domain, input)),
  revokeToken: procedure
    .input(typed(TokenInput))
    .mutation(({ ctx, input }) => revokeToken(ctx.domain, input)),
  users: procedure.query(({ ctx }) => listUsers(ctx.domain)),
  addUser: procedure.input(typed(AddUserInput)).mutation(({ ctx, input }) => addUser(ctx.domain, input)),
  changeRole: procedure
    .input(typed(ChangeRoleInput))
    .mutation(({ ctx, input }) => changeUserRole(ctx.domain, input)),
  changeAccess: procedure
    .input(typed(ChangeAccessInput))
    .mutation(({ ctx, input }) => changeUserAccess(ctx.domain, input)),
  renewPassPhrase: procedure
    .input(typed(UserInput))
    .mutation(({ ctx, input }) => renewPassPhrase(ctx.domain, input)),
  endSessions: procedure
    .input(typed(UserInput))
    .mutation(({ ctx, input }) => endUserSessions(ctx.domain, input)),
  calendar: procedure.query(({ ctx }) => getCalendar(ctx.domain)),
  timeZones: procedure.query(({ ctx }) => listTimeZones(ctx.domain)),
  previewCalendar: procedure
    .input(typed(CalendarInput))
    .query(({ ctx, input }) => previewCalendar(ctx.domain, input)),
  saveCalendar: procedure
    .input(typed(SaveCalendarInput))
    .mutation(({ ctx, input }) => saveCalendar(ctx.domain, input)),
  accessLog: procedure.input(typed(ListAccessInput)).query(({ ctx, input }) => listAccess(ctx.domain, input)),
});
