import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { ThemeProvider } from "@/components/shell/theme.tsx";
import { Toaster } from "@/components/ui/toaster.tsx";
import { TooltipProvider } from "@/components/ui/tooltip.tsx";

export const metadata: Metadata = {
  title: { template: "%s · PSSaaS", default: "PSSaaS" },
  description: "Loan pipeline for secondary-market desks.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Set by proxy.ts; the theme's script runs before the first paint and needs it.
  const nonce = (await headers()).get("x-nonce");
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <ThemeProvider {...(nonce ? { nonce } : {})}>
          <NuqsAdapter>
            <TooltipProvider delayDuration={250} skipDelayDuration={100}>
              {children}
              <Toaster />
            </TooltipProvider>
          </NuqsAdapter>
        </ThemeProvider>
      </body>
    </html>
  );
}
