import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` runs the compiler over the whole repository; once is enough.
  typescript: { ignoreBuildErrors: true },
  typedRoutes: true,
  reactStrictMode: true,
  // No page shows an image from outside, and the optimiser has been a source of advisories.
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pg-copy-streams", "@node-rs/argon2"],
};

export default config;
