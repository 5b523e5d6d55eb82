export const ROLE_NAMES = { operator: "Operator", admin: "Administrator" } as const;
