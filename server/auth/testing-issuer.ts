import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

export interface TestIssuer {
  issuer: string;
  /** The public key as PEM-free JWK text, which an attacker knows. */
  publicJwk: string;
  /** Signs claims as the issuer does. */
  sign(claims: JWTPayload, header?: { alg?: string; typ?: string }): Promise<string>;
  /** What the person does at the issuer: gives a code for an authorization request, for somebody with these claims. */
  approve(authorizationUrl: string, claims: JWTPayload): { code: string; state: string };
  close(): Promise<void>;
}

interface Grant {
  claims: JWTPayload;
  challenge: string;
}

/** An OIDC provider on this machine: discovery, keys, and a token endpoint that insists on PKCE. */
export async function testIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const grants = new Map<string, Grant>();
  let issuer = "";
  const sign = (claims: JWTPayload, header: { alg?: string; typ?: string } = {}) =>
    new SignJWT({
      iss: issuer,
      iat: Math.floor(Date.now() / 1000),
      exp: Math.floor(Date.now() / 1000) + 300,
      ...claims,
    })
      .setProtectedHeader({ alg: "RS256", kid: "one", ...header })
      .sign(privateKey);
  const answers: Record<string, (request: IncomingMessage) => unknown> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
    "/keys": () => ({ keys: [publicJwk] }),
    "/token": async (request) => {
      const form = new URLSearchParams(await textOf(request));
      const grant = grants.get(form.get("code") ?? "");
      const challenge = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      if (!grant || challenge !== grant.challenge) return null;
      return { access_token: "opaque", token_type: "Bearer", id_token: await sign(grant.claims) };
    },
  };
  const server = createServer((request, response) => {
    const answer = answers[new URL(request.url ?? "/", "http://issuer").pathname];
    Promise.resolve(answer?.(request) ?? null).then(
      (body) => {
        response.writeHead(body ? 200 : 400, { "content-type": "application/json" });
        response.end(JSON.stringify(body ?? { error: "invalid_grant" }));
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    publicJwk: JSON.stringify(publicJwk),
    sign,
    approve: (authorizationUrl, claims) => {
      const asked = new URL(authorizationUrl).searchParams;
      const code = randomUUID();
      const [aud, nonce] = [asked.get("client_id") ?? "", asked.get("nonce") ?? ""];
      grants.set(code, {
        claims: { aud, nonce, ...claims },
        challenge: asked.get("code_challenge") ?? "none",
      });
      return { code, state: asked.get("state") ?? "" };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
