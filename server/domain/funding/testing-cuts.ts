import type pg from "pg";
import { databaseOver } from "../../../db/connect.ts";
import type { Context } from "../context.ts";

/** A world whose connection to the database breaks at one statement of its transactions. */
export interface Cut {
  /** Which statement, from 1; BEGIN and COMMIT count too. */
  at: number;
  /** Whether the server still gets it. */
  when: "before" | "after";
}

/** Counts what is sent; `wasCut` once the connection has gone. */
export function cutting(ctx: Context, { at, when }: Cut): { ctx: Context; wasCut: () => boolean } {
  let sent = 0;
  let isCut = false;
  const wrap = (client: pg.PoolClient): pg.PoolClient => {
    const send = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    const hangUp = () => {
      isCut = true;
      (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    };
    const query = async (...args: unknown[]) => {
      sent += 1;
      if (sent === at && when === "before") hangUp();
      const result = await send(...args);
      if (sent !== at) return result;
      hangUp();
      throw new Error("Connection terminated by the test");
    };
    return new Proxy(client, {
      get: (target, name) => {
        if (name === "query") return query;
        const value = Reflect.get(target, name) as unknown;
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };
  const pool = new Proxy(ctx.pool, {
    get: (target, name) => {
      if (name === "connect") return async () => wrap(await target.connect());
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { ctx: { ...ctx, pool, db: databaseOver(ctx.pool) }, wasCut: () => isCut };
}
