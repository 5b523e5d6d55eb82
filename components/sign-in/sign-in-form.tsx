"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { useIsFromServer } from "../ui/use-is-from-server.ts";
import { pathWithin, type SignInProblem, signInProblem } from "./sign-in-problem.ts";

interface Props {
  callbackUrl: string | null;
  /** What the identity provider's way back brought along. */
  providerError: string | null;
  oidcName: string | null;
}

export function SignInForm({ callbackUrl, providerError, oidcName }: Props) {
  const target = pathWithin(callbackUrl);
  const [problem, setProblem] = useState<SignInProblem | null>(
    providerError ? signInProblem("provider") : null,
  );
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const fields = event.currentTarget;
    const form = new FormData(fields);
    setBusy(true);
    setProblem(null);
    const result = await signIn("credentials", {
      redirect: false,
      email: String(form.get("email") ?? ""),
      password: String(form.get("password") ?? ""),
    }).catch(() => undefined);
    if (result?.ok && !result.error) {
      // A whole load: nothing of the signed-out page stays behind.
      window.location.assign(target);
      return;
    }
    setBusy(false);
    setProblem(signInProblem(result?.error ?? "unreachable"));
    fields.querySelector<HTMLInputElement>("[name=password]")?.select();
  };

  return (
    <>
      <form
        method="post"
        onSubmit={submit}
        onKeyDown={submitOnCommandEnter}
        className="mt-8 flex flex-col gap-4"
      >
        {problem && <Notice title={problem.title}>{problem.advice}</Notice>}
        <Field label="Email">
          {(control) => (
            <Input {...control} name="email" type="email" autoComplete="username" autoFocus required />
          )}
        </Field>
        <Field label="Password">
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="current-password" required />
          )}
        </Field>
        <SubmitButton isBusy={isBusy} />
      </form>
      {oidcName && (
        <>
          <p className="my-4 flex items-center gap-3 text-xs text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or
          </p>
          <Button size="lg" className="w-full" onClick={() => signIn("oidc", { callbackUrl: target })}>
            Continue with {oidcName}
          </Button>
        </>
      )}
    </>
  );
}

/** Rests until the page hears it: sent by the browser itself, the password would stand in the address (P6.4). */
function SubmitButton({ isBusy }: { isBusy: boolean }) {
  const isFromServer = useIsFromServer();
  return (
    <Button
      type="submit"
      look="filled"
      size="lg"
      disabled={isFromServer}
      aria-disabled={isBusy}
      aria-busy={isBusy}
      className="mt-1"
    >
      {isBusy ? "Signing in" : "Sign in"}
    </Button>
  );
}
