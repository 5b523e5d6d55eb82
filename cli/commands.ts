import type { Command } from "./command.ts";

type Loader = () => Promise<{ command: Command }>;

/** Every command, loaded when it is asked for. */
export const COMMANDS: Record<string, Loader> = {
  "tenant create": () => import("./commands/tenant-create.ts"),
  "tenant set": () => import("./commands/tenant-set.ts"),
  "tenant list": () => import("./commands/tenant-list.ts"),
  "tenant migrate": () => import("./commands/tenant-migrate.ts"),
  "user create": () => import("./commands/user-create.ts"),
  "user role": () => import("./commands/user-role.ts"),
  "user disable": () => import("./commands/user-disable.ts"),
  "user enable": () => import("./commands/user-enable.ts"),
  "key rotate": () => import("./commands/key-rotate.ts"),
  "key list": () => import("./commands/key-list.ts"),
  "key revoke": () => import("./commands/key-revoke.ts"),
  "token issue": () => import("./commands/token-issue.ts"),
  "token list": () => import("./commands/token-list.ts"),
  "token revoke": () => import("./commands/token-revoke.ts"),
  "workflow show": () => import("./commands/workflow-show.ts"),
  "workflow set": () => import("./commands/workflow-set.ts"),
  "audit head": () => import("./commands/audit-head.ts"),
  "audit verify": () => import("./commands/audit-verify.ts"),
  "demo seed": () => import("./commands/demo-seed.ts"),
  "secret adopt": () => import("./commands/secret-adopt.ts"),
  "db backup": () => import("./commands/db-backup.ts"),
  "db restore": () => import("./commands/db-restore.ts"),
};
