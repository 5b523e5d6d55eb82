import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { Mark } from "@/components/shell/brand.tsx";
import { SignInArt } from "@/components/sign-in/sign-in-art.tsx";
import { SignInForm } from "@/components/sign-in/sign-in-form.tsx";
import { pathWithin } from "@/components/sign-in/sign-in-problem.ts";
import { isSignedIn, oidcName } from "@/server/api/session-for-page.ts";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl: asked, error } = await searchParams;
  const callbackUrl = typeof asked === "string" ? asked : null;
  if (await isSignedIn()) redirect(pathWithin(callbackUrl) as Route);
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(28rem,2fr)_3fr]">
      <main className="flex flex-col justify-center px-6 py-12">
        <div className="mx-auto w-full max-w-90">
          <Mark className="size-9" />
          <h1 className="mt-6 text-lg font-semibold tracking-tight">Sign in to PSSaaS</h1>
          <p className="mt-1 text-sm text-ink-2">The loan pipeline of your secondary-market desk.</p>
          <SignInForm
            callbackUrl={callbackUrl}
            providerError={typeof error === "string" ? error : null}
            oidcName={oidcName()}
          />
        </div>
      </main>
      <SignInArt />
    </div>
  );
}
