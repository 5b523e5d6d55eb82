"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { useSession } from "../shell/session.tsx";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/input.tsx";
import { agoText, momentLabel } from "../ui/time-text.ts";
import { ActionDialog, ActionForm } from "./action-dialog.tsx";
import type { ExchangeKey } from "./exchange-keys.tsx";
import type { Secret } from "./shown-once.tsx";
import { useRefreshAdmin } from "./use-refresh-admin.ts";

interface Props {
  onClose: () => void;
  onSecret: (secret: Secret) => void;
}

const WHERE = "Give it to the exchange, which sends it as X-Exchange-Api-Key. It is shown only now.";

export function CreateKeyDialog({ open, onClose, onSecret }: Props & { open: boolean }) {
  const trpc = useTRPC();
  const refresh = useRefreshAdmin();
  const create = useMutation(
    trpc.admin.createKey.mutationOptions({
      onSuccess: ({ key, prefix }) => {
        onClose();
        onSecret({ title: `Key ${prefix} is valid now`, sentence: WHERE, label: "Key", value: key });
        return refresh();
      },
    }),
  );
  return (
    <ActionDialog
      open={open}
      onClose={onClose}
      title="Create a key"
      description="The keys that there are stay valid. To replace one, rotate it instead."
    >
      <ActionForm
        verb="Create key"
        isPending={create.isPending}
        notice={create.error && refusalOf(create.error)}
        onSubmit={() => create.mutateAsync()}
      />
    </ActionDialog>
  );
}

const OVERLAPS: [hours: number, name: string][] = [
  [0, "It ends at once"],
  [1, "For one hour"],
  [24, "For 24 hours"],
  [72, "For three days"],
  [168, "For a week"],
];

export function RotateKeyDialog({ rotated, onClose, onSecret }: Props & { rotated: ExchangeKey | null }) {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const refresh = useRefreshAdmin();
  const rotate = useMutation(
    trpc.admin.rotateKey.mutationOptions({
      onSuccess: ({ key, prefix, oldEndsAt }) => {
        const until = `The key ${rotated?.prefix} is good until ${momentLabel(oldEndsAt, timeZone)}.`;
        onClose();
        onSecret({
          title: `Key ${prefix} is valid now`,
          sentence: `${until} ${WHERE}`,
          label: "Key",
          value: key,
        });
        return refresh();
      },
      onError: () => void refresh(),
    }),
  );
  return (
    <ActionDialog
      open={rotated !== null}
      onClose={onClose}
      title={`Rotate key ${rotated?.prefix}`}
      description="The new key is valid at once. Both work until the old one ends, so that nothing stops."
    >
      <ActionForm
        verb="Rotate key"
        isPending={rotate.isPending}
        notice={rotate.error && refusalOf(rotate.error)}
        onSubmit={(form) =>
          rotated && rotate.mutateAsync({ prefix: rotated.prefix, overlapHours: Number(form.get("overlap")) })
        }
      >
        <Field label="The old key goes on working">
          {(control) => (
            <Select {...control} name="overlap" defaultValue={24} className="h-9 w-full">
              {OVERLAPS.map(([hours, name]) => (
                <option key={hours} value={hours}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </ActionForm>
    </ActionDialog>
  );
}

interface RevokeProps {
  revoked: ExchangeKey | null;
  /** No other key is valid. */
  isLast: boolean;
  onClose: () => void;
}

export function RevokeKeyDialog({ revoked, isLast, onClose }: RevokeProps) {
  const trpc = useTRPC();
  const refresh = useRefreshAdmin();
  const revoke = useMutation(
    trpc.admin.revokeKey.mutationOptions({
      onSuccess: (_, { prefix }) => {
        toast.success(`Key ${prefix} is revoked`);
        onClose();
        return refresh();
      },
      onError: () => void refresh(),
    }),
  );
  const used = revoked?.lastUsedAt
    ? `It was last used ${agoText(revoked.lastUsedAt, Date.now())}.`
    : "It was never used.";
  return (
    <ActionDialog
      open={revoked !== null}
      onClose={onClose}
      title={`Revoke key ${revoked?.prefix}`}
      description={`From now on, deliveries with this key are refused. ${used} This cannot be undone.`}
    >
      <ActionForm
        verb="Revoke key"
        isPending={revoke.isPending}
        notice={revoke.error && refusalOf(revoke.error)}
        onSubmit={() => revoked && revoke.mutateAsync({ prefix: revoked.prefix })}
        confirm={{ word: revoked?.prefix ?? "", label: `Type ${revoked?.prefix} to confirm` }}
      >
        {isLast && (
          <p className="text-sm font-medium">
            No other key is valid: the exchange can deliver nothing until it has a new one.
          </p>
        )}
      </ActionForm>
    </ActionDialog>
  );
}
