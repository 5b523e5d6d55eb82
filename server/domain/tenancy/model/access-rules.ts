import type { Refusal } from "../../errors.ts";

/**
 * Who may change whose access. An administrator governs the membership in their own tenant: its role, whether it is shut,
 * and the sessions in this tenant. What a person is elsewhere is not theirs: the account itself, its address, and its
 * password once the person belongs to another tenant too, are changed by whoever runs the installation, from the command
 * line. For the same reason an address that is known already is let into a second tenant from there only: nobody who
 * made an account, and knows its first pass phrase, gets into another tenant by it.
 */

/** Somebody who belongs to the tenant. */
export interface Member {
  userId: string;
  email: string;
  role: "operator" | "admin";
  /** Neither shut out of this tenant nor of all. */
  mayEnter: boolean;
}

/** A change of one person's access; what is left out stays. */
export interface AccessWish {
  userId: string;
  role?: Member["role"];
  mayEnter?: boolean;
}

/** Why this change may not be made, given everybody who belongs to the tenant now (P6.3). */
export function guardAccessChange(
  members: readonly Member[],
  /** The address of the person who asks; null for the command line and for programs. */
  by: string | null,
  wish: AccessWish,
): Refusal | null {
  const refused = guardAdministrator(members, by);
  if (refused) return refused;
  const target = members.find((one) => one.userId === wish.userId);
  if (!target)
    return { code: "NOT_FOUND", message: "There is no such user in this tenant; nothing was changed." };
  const changed = { ...target, ...wish };
  if (target.email === by && !isAdministrator(changed))
    return {
      code: "OWN_ACCESS",
      message: "You cannot take your own administration away. Ask another administrator to do it.",
    };
  const after = members.map((one) => (one === target ? changed : one));
  if (isAdministrator(target) && !after.some(isAdministrator))
    return {
      code: "LAST_ADMINISTRATOR",
      message: `${target.email} is the last administrator. Make somebody else an administrator first.`,
    };
  return null;
}

/** Whoever was an administrator when the request came may be none by now; null is the command line, or a program. */
export function guardAdministrator(members: readonly Member[], by: string | null): Refusal | null {
  if (by === null || members.some((one) => one.email === by && isAdministrator(one))) return null;
  return { code: "FORBIDDEN", message: "You are no administrator any more; nothing was changed." };
}

function isAdministrator({ role, mayEnter }: Member): boolean {
  return role === "admin" && mayEnter;
}

/** Why a person may not be given a new pass phrase by an administrator of this tenant. */
export function guardNewPassPhrase(person: {
  email: string;
  mayEnter: boolean;
  belongsElsewhere: boolean;
}): Refusal | null {
  if (person.belongsElsewhere)
    return {
      code: "CONFLICT",
      message: `${person.email} belongs to another tenant too, so the pass phrase is not this tenant's to change. Whoever runs the installation can do it.`,
    };
  if (!person.mayEnter)
    return { code: "CONFLICT", message: `${person.email} is shut out. Let them in again first.` };
  return null;
}
