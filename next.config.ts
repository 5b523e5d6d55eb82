import type { NextConfig } from "next";
import { securityHeaders } from "./server/auth/security-headers.ts";

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` runs the compiler over the whole repository; once is enough.
  typescript: { ignoreBuildErrors: true },
  typedRoutes: true,
  reactStrictMode: true,
  // No page shows an image from outside, and the optimiser has been a source of advisories.
  images: { unoptimized: true },
  // What passes neither the proxy nor a door of the API. Our own server sees to every answer, a serverless platform only to these (C38).
  headers: async () => [
    {
      source: "/:file((?:_next/static|favicon\\.ico|icon|apple-icon|robots\\.txt).*)",
      headers: Object.entries(securityHeaders()).map(([key, value]) => ({ key, value })),
    },
  ],
  serverExternalPackages: ["pg", "pg-copy-streams", "@node-rs/argon2"],
};

export default config;
