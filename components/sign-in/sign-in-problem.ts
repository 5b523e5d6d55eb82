export interface SignInProblem {
  title: string;
  advice: string;
}

const PROBLEMS: Record<string, SignInProblem> = {
  CredentialsSignin: {
    title: "Email or password is not right",
    advice: "Check both and try again. After several wrong attempts signing in pauses for a while.",
  },
  TooManyAttempts: {
    title: "Too many attempts",
    advice: "Signing in is paused for this account or address. Wait a few minutes, then try again.",
  },
  provider: {
    title: "The identity provider did not sign you in",
    advice: "Try again, or ask an administrator whether your account belongs to a tenant.",
  },
};

const OTHERWISE: SignInProblem = {
  title: "Signing in is not possible at the moment",
  advice: "The server did not answer as it should. Nothing is wrong with your password; try again shortly.",
};

export function signInProblem(error: string): SignInProblem {
  return (Object.hasOwn(PROBLEMS, error) ? PROBLEMS[error] : undefined) ?? OTHERWISE;
}

/** Where to go after signing in: a path of this site, never another site that a link slipped in. */
export function pathWithin(callbackUrl: string | null): string {
  const fallback = "/";
  if (!callbackUrl || !/^\/(?![/\\])/.test(callbackUrl)) return fallback;
  const base = "http://here";
  const url = URL.canParse(callbackUrl, base) ? new URL(callbackUrl, base) : null;
  return url?.origin === base ? url.pathname + url.search : fallback;
}
