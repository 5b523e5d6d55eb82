import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./build.ts";
import { oldNode } from "./floors.ts";

/** What stands in Dockerfile, compose.yaml and docs/deploy.md, held against the code that they speak of. */

const text = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const matches = (source: string, pattern: RegExp) =>
  [...source.matchAll(pattern)].map((match) => match[1] ?? "");
const unique = (names: string[]) => [...new Set(names)].sort();

/** Set by Node, npm and Next themselves. */
const OF_TOOLS = new Set(["NODE_ENV", "NEXT_RUNTIME", "PATH"]);

/** Settled by the image, or of no use in a container beside a PostgreSQL of its own. */
const OF_THE_CONTAINER = new Set([
  ...["PORT", "HOST", "NEXTAUTH_URL", "PSSAAS_DATA_DIR", "PSSAAS_DEMO", "PSSAAS_DEMO_PASSWORD", "PSSAAS_LOG"],
  ...["DATABASE_URL_UNPOOLED", "PSSAAS_DATABASE_DRIVER"],
]);

/** The variables that the product reads, however it does. */
function readByTheCode(): string[] {
  const files = globSync(
    ["{app,components,server,db,cli}/**/*.{ts,tsx}", "{proxy,instrumentation,next.config}.ts"],
    {
      cwd: ROOT,
    },
  ).filter((file) => !/\.(test|stories)\.tsx?$|(^|[\\/])testing[-\w]*\.ts$/.test(file));
  const names = files.flatMap((file) => {
    const source = text(file);
    const destructured = matches(source, /\{([^{}]*)\}\s*=\s*(?:process\.)?env\b/g).join(",");
    return [
      ...matches(source, /\benv(?:\?)?\.([A-Z][A-Z0-9_]+)/g),
      ...matches(source, /\benv\[?\(?(?:env, )?"([A-Z][A-Z0-9_]+)"/g),
      ...matches(source, /needed\(env, "([A-Z0-9_]+)"/g),
      ...matches(destructured, /\b([A-Z][A-Z0-9_]+)\b/g),
    ];
  });
  return unique(names.filter((name) => !OF_TOOLS.has(name)));
}

const inTheTable = () =>
  matches(text("docs/deploy.md").split("## Settings")[1] ?? "", /^\| `([A-Z][A-Z0-9_]+)` \|/gm);

describe("docs/deploy.md", () => {
  it("names just the variables that the code reads, each once", () => {
    expect(readByTheCode().length).toBeGreaterThan(25);
    expect(inTheTable().toSorted()).toEqual(readByTheCode());
  });

  it("names commands that there are", () => {
    const named = matches(text("docs/deploy.md"), /cli\/main\.ts (\w+ \w+)/g);
    const present = globSync("*.ts", { cwd: path.join(ROOT, "cli/commands") }).map((file) =>
      file.replace(/\.ts$/, "").replace("-", " "),
    );
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => !present.includes(name))).toEqual([]);
  });
});

describe("Dockerfile", () => {
  const dockerfile = text("Dockerfile");

  it("C2 stands on a Node that the app takes and that has its security fixes", () => {
    const [version = ""] = matches(dockerfile, /^ARG NODE_VERSION=(.+)$/gm);
    expect([version.split(".")[0], oldNode(version)]).toEqual(["24", null]);
    expect(matches(dockerfile, /^FROM (\S+)/gm).map((from) => from.replace(/[${}]/g, ""))).toEqual([
      "node:NODE_VERSION-slim",
      "packages",
      "node:NODE_VERSION-slim",
    ]);
  });

  it("copies what a build is made from, and the ignored context holds it back from nothing", () => {
    const copied = matches(dockerfile, /^COPY (?!--from)(.+) \S+$/gm).flatMap((line) => line.split(" "));
    const admitted = matches(text(".dockerignore"), /^!(.+)$/gm);
    expect(unique(copied)).toEqual(unique(admitted));
    expect(copied.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
    const [sources = ""] = matches(text("cli/build.ts"), /const SOURCES = \[([^\]]*)\]/g);
    const wanted = [
      ...matches(sources, /"([\w.-]+)"/g),
      ...matches(sources, /\{([\w.,-]+)\}\.ts"/g).flatMap((names) =>
        names.split(",").map((name) => `${name}.ts`),
      ),
      ...matches(sources, /"\{([\w,]+)\}\/\*\*/g).flatMap((names) => names.split(",")),
    ];
    expect(wanted.length).toBeGreaterThan(8);
    expect(wanted.filter((name) => !copied.includes(name))).toEqual([]);
  });

  it("starts programs that there are, as nobody in particular, and is told to stop as the app expects", () => {
    const programs = matches(dockerfile, /\bnode",? "?(cli\/\w+\.ts)/g).concat(
      matches(dockerfile, /node (cli\/\w+\.ts)/g),
    );
    expect(unique(programs)).toEqual(["cli/build.ts", "cli/start.ts"]);
    expect(matches(dockerfile, /^USER (\w+)$/gm)).toEqual(["node"]);
    expect(matches(dockerfile, /^STOPSIGNAL (\w+)$/gm)).toEqual(["SIGTERM"]);
    expect(text("cli/start.ts")).toContain('process.on("SIGTERM", stop)');
    expect(dockerfile).toContain("npm ci --omit=dev");
  });

  it("asks for readiness where the app listens, and sets variables that it reads", () => {
    expect(matches(dockerfile, /^EXPOSE (\d+)$/gm)).toEqual(["3000"]);
    expect(dockerfile).toMatch(/HEALTHCHECK[\s\S]*\/api\/ready/);
    expect(existsSync(path.join(ROOT, "app/api/ready/route.ts"))).toBe(true);
    const set = matches(dockerfile, /^ENV (.+)$/gm).flatMap((line) => matches(line, /(\w+)=/g));
    expect(set.filter((name) => !inTheTable().includes(name))).toEqual([]);
    expect(set).toContain("PORT");
  });

  it("builds with packages that are there without those for development", () => {
    const { dependencies } = JSON.parse(text("package.json")) as { dependencies: Record<string, string> };
    for (const name of ["next", "react", "typescript", "tailwindcss", "@tailwindcss/postcss", "pg"])
      expect(dependencies, name).toHaveProperty(name);
  });
});

describe("compose.yaml", () => {
  const compose = text("compose.yaml");

  it("sets variables that the app reads, and takes secrets from outside or not at all", () => {
    const app = compose.slice(compose.indexOf("x-app:"), compose.indexOf("services:"));
    const set = matches(app, /^ {4}([A-Z][A-Z0-9_]+):/gm);
    expect(set).toContain("AUTH_SECRET");
    expect(set.filter((name) => !inTheTable().includes(name))).toEqual([]);
    for (const name of ["AUTH_SECRET", "POSTGRES_PASSWORD"])
      for (const use of matches(compose.replace(/^#.*$/gm, ""), new RegExp(`\\$\\{(${name}[^}]*)\\}`, "g")))
        expect(use).toBe(`${name}:?set it`);
    expect(compose).not.toMatch(/\t/);
  });

  it("passes on every setting that the container does not settle itself", () => {
    const app = compose.slice(compose.indexOf("x-app:"), compose.indexOf("services:"));
    const set = matches(app, /^ {4}([A-Z][A-Z0-9_]+):/gm);
    expect(inTheTable().filter((name) => !set.includes(name) && !OF_THE_CONTAINER.has(name))).toEqual([]);
    expect(set.filter((name) => OF_THE_CONTAINER.has(name))).toEqual([]);
  });

  it("keeps logs bounded, and rows out of the database's", () => {
    expect(matches(compose, /^ {2}(?: {2})?logging: (.+?)(?: #.*)?$/gm)).toEqual([
      "&logging { driver: local }",
      "*logging",
    ]);
    expect(compose).toContain('"log_error_verbosity=terse", "-c", "log_min_error_statement=panic"');
  });

  it("has a PostgreSQL that the app takes and whose data stays, and waits until it is there", () => {
    const [major] = matches(compose, /image: postgres:(\d+)/g);
    expect(Number(major)).toBeGreaterThanOrEqual(15);
    expect(compose).toMatch(/volumes: \["database:\/var\/lib\/postgresql\/data"\]/);
    expect(compose).toMatch(/^volumes:\n {2}database:$/m);
    expect(compose).toMatch(/database: \{ condition: service_healthy \}/);
  });

  it("maps the port that the image exposes, and gives the app longer to stop than it takes", () => {
    expect(matches(compose, /"127\.0\.0\.1:\d+:(\d+)"/g)).toEqual(["3000", "3000"]);
    const [grace] = matches(compose, /stop_grace_period: (\d+)s/g);
    const most = (file: string, name: string) =>
      Number(matches(text(file), new RegExp(`${name} = ([\\d_]+)`, "g"))[0]?.replace("_", ""));
    const drain = most("cli/http-server.ts", "DRAIN_MS");
    const after = most("cli/start.ts", "LAST_MEASURES_MS") + most("cli/start.ts", "CLOSE_MS");
    expect(Number(grace) * 1_000).toBeGreaterThan(drain + after);
  });

  it("leaves room at the database for two processes", () => {
    const most = Number(matches(compose, /max_connections=(\d+)/g)[0]);
    const each = Number(matches(compose, /PSSAAS_CONNECTIONS:-(\d+)/g)[0]);
    expect(most).toBeGreaterThan(2 * (each + 8) + 50);
  });
});
