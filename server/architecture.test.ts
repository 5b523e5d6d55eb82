import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { TABLET_SPECS } from "../e2e/tablet.ts";

/** The arrows of ARCHITECTURE.md, from the imports that there really are, and the rules of CONTRIBUTING.md that a machine can see. */

const ROOT = path.resolve(import.meta.dirname, "..");
const OUTSIDE =
  /^(node_modules|\.next|\.data|test-results|playwright-report|coverage)(\/|$)|^next-env\.d\.ts$/;

interface Import {
  /** A file of ours from the root, or the name of a package. */
  target: string;
  isOurs: boolean;
  isType: boolean;
}

interface Module {
  file: string;
  text: string;
  tree: ts.SourceFile;
  imports: Import[];
}

const MODULES: Module[] = globSync("**/*.{ts,tsx,mts}", { cwd: ROOT, exclude: (name) => OUTSIDE.test(name) })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !OUTSIDE.test(file))
  .sort()
  .map((file) => {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    return { file, text, tree, imports: importsOf(file, tree) };
  });

function importsOf(file: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Expression | undefined, isType: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier))
      found.push({ ...resolve(file, specifier.text), isType });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal as ts.Expression, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  const names = named && ts.isNamedImports(named) ? named.elements : undefined;
  return !clause.name && names !== undefined && names.length > 0 && names.every((name) => name.isTypeOnly);
}

function resolve(from: string, specifier: string): { target: string; isOurs: boolean } {
  const isOurs = specifier.startsWith(".") || specifier.startsWith("@/");
  if (!isOurs) return { target: specifier, isOurs };
  const bare = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(from), specifier);
  const target = ["", ".ts", ".tsx", ".mts"].map((ending) => bare + ending);
  return {
    target: target.find((name) => existsSync(path.join(ROOT, name)) && /\.\w+$/.test(name)) ?? bare,
    isOurs,
  };
}

const isTest = (file: string) => /\.(test|spec|stories)\.tsx?$|^(e2e|faults)\//.test(file);
const isForTests = (file: string) =>
  isTest(file) || /^stories\//.test(file) || /(^|\/)testing(-[\w-]+)?\.ts$/.test(file);
const product = MODULES.filter(({ file }) => !isForTests(file));

/** `folder file → what it imports`, of the imports that `isWrong` picks and no exception allows. */
function faults(
  modules: Module[],
  isWrong: (target: Import, module: Module) => boolean,
  exceptions: Record<string, string> = {},
): string[] {
  const used = new Set<string>();
  const found = modules.flatMap((module) =>
    module.imports
      .filter((target) => isWrong(target, module))
      .filter(({ target }) => {
        const exception = Object.keys(exceptions).find((known) => known === `${module.file} → ${target}`);
        if (exception) used.add(exception);
        return !exception;
      })
      .map(({ target }) => `${module.file} → ${target}`),
  );
  const unused = Object.keys(exceptions).filter((known) => !used.has(known));
  return [...found, ...unused.map((known) => `no longer needed: the exception ${known}`)];
}

const within = (folder: string) => product.filter(({ file }) => file.startsWith(folder));
const isModel = (file: string) => /^server\/domain\/\w+\/model\//.test(file);
const moduleOf = (file: string) => /^server\/domain\/(\w+)\//.exec(file)?.[1];
const isDrizzle = ({ target }: Import) => /^(drizzle-orm|pg|@neondatabase)(\/|$)/.test(target);

describe("the arrows", () => {
  it("are read from all of the code", () => {
    const from = (folder: string) => MODULES.filter(({ file }) => file.startsWith(folder)).length;
    expect(MODULES.length).toBeGreaterThan(250);
    expect([from("app/") > 20, from("components/") > 60, from("server/") > 100, from("db/") > 20]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const lost = MODULES.flatMap(({ file, imports }) =>
      imports
        .filter((i) => i.isOurs && !existsSync(path.join(ROOT, i.target)))
        .map((i) => `${file} → ${i.target}`),
    );
    expect(lost).toEqual([]);
    expect(MODULES.flatMap((module) => module.imports).length).toBeGreaterThan(1_000);
  });

  it("app → server/api and components, and nothing behind them but types and input schemas", () => {
    const wrong = ({ target, isOurs, isType }: Import) =>
      isOurs &&
      !/^(app|components|server\/api)\//.test(target) &&
      !(target.startsWith("server/domain/") && (isType || /[/-]input\.ts$/.test(target)));
    expect(
      faults(within("app/"), wrong, {
        "app/(desk)/pipeline/loans/layout.tsx → server/auth/page-path.ts":
          "the name of a header, which proxy.ts writes and the page reads",
        "app/(desk)/pipeline/grid/layout.tsx → server/auth/page-path.ts":
          "the name of a header, which proxy.ts writes and the page reads",
        "app/(desk)/pipeline/trades/(list)/layout.tsx → server/auth/page-path.ts":
          "the name of a header, which proxy.ts writes and the page reads",
      }),
    ).toEqual([]);
  });

  it("components → types, input schemas, pure rules, and the router's type", () => {
    const wrong = ({ target, isOurs, isType }: Import) =>
      isOurs &&
      !target.startsWith("components/") &&
      !isType &&
      !/^server\/domain\/((written-day|social-security-number|csv)\.ts|\w+\/((\w+-)?input\.ts|model\/[\w-]+\.ts))$/.test(
        target,
      );
    expect(faults(within("components/"), wrong)).toEqual([]);
  });

  it("no database in app, components and routers", () => {
    const wrong = (target: Import) =>
      !target.isType && (isDrizzle(target) || target.target.startsWith("db/"));
    const doors = product.filter(({ file }) => /^(app|components)\/|^proxy\.ts$|^server\/api\//.test(file));
    expect(
      faults(doors, wrong, {
        "server/api/context.ts → db/connect.ts": "the composition root opens the tenant's database",
        "server/api/context.ts → db/tenant/client.ts": "the composition root opens the tenant's database",
        "server/api/refusals.ts → db/connect.ts": "tells a lost connection from a fault",
        "server/api/refusals.ts → db/csv-stream.ts": "tells an export that has to wait from a fault",
        "server/api/platform.endpoints.ts → db/control/client.ts": "readiness asks the database itself",
      }),
    ).toEqual([]);
  });

  it("server/api → server/domain and server/auth → db, never back", () => {
    const behind: [string, RegExp][] = [
      ["server/api/", /^(app|components|cli|bench|scripts)\//],
      ["server/auth/", /^(app|components|cli|bench|scripts|server\/api)\//],
      ["server/domain/", /^(app|components|cli|bench|scripts|server\/(api|auth|integrations|worker))\//],
      ["server/integrations/", /^(app|components|cli|bench|scripts|server\/(api|auth|worker))\//],
      ["server/worker/", /^(app|components|cli|bench|scripts|server\/(api|auth))\//],
      ["db/", /^(app|components|cli|bench|scripts|server)\//],
      ["components/", /^(app|cli|bench|scripts|db)\//],
    ];
    for (const [folder, wrong] of behind) {
      const exceptions = Object.fromEntries(
        Object.entries(BACKWARDS).filter(([known]) => known.startsWith(folder)),
      );
      const isWrong = ({ target, isOurs }: Import) => isOurs && wrong.test(target);
      expect(faults(within(folder), isWrong, exceptions), folder).toEqual([]);
    }
  });

  it("the systems outside are chosen where the app is composed, and known nowhere else", () => {
    const others = product.filter(
      ({ file }) =>
        !/^cli\/demo\/|^server\/(integrations|worker)\/|^server\/api\/(integrations\.router|(funding-offers|mortgage-templates)\.(router|endpoints))\.ts$/.test(
          file,
        ),
    );
    const wrong = ({ target, isOurs }: Import) => isOurs && target.startsWith("server/integrations/");
    expect(faults(others, wrong)).toEqual([]);
  });

  const BACKWARDS: Record<string, string> = {
    "server/domain/sealing.ts → server/auth/secrets.ts":
      "every key is derived from the one secret in one place",
    "server/domain/funding/get-postback-address.ts → server/auth/postback-address.ts":
      "the addresses that Engine and Documenso call are made by what verifies them",
    "server/domain/tenancy/administer-users.ts → server/auth/passwords.ts":
      "a pass phrase is made and hashed by what verifies it",
    "server/domain/tenancy/api-tokens.ts → server/auth/client-tokens.ts":
      "tokens are issued and revoked by what verifies them",
    "server/domain/tenancy/exchange-keys.ts → server/auth/api-keys.ts":
      "keys are made and revoked by what verifies them",
    "server/domain/tenancy/provision-tenant.ts → server/auth/api-keys.ts":
      "a tenant's first key is made by what verifies keys",
    "server/domain/tenancy/users.ts → server/auth/passwords.ts":
      "a person's password is hashed by what verifies passwords",
  };

  it("a module's model is pure", () => {
    const allowed = /^server\/domain\/(errors|money|business-days|written-day|json-number|wrong-clock)\.ts$/;
    const wrong = ({ target, isOurs, isType }: Import, { file }: Module) =>
      !isOurs ||
      !(
        path.posix.dirname(target) === path.posix.dirname(file) ||
        allowed.test(target) ||
        (target === `server/domain/${moduleOf(file)}/input.ts` && isType)
      );
    const models = product.filter(({ file }) => isModel(file));
    expect(models.length).toBeGreaterThan(6);
    expect(faults(models, wrong)).toEqual([]);
    for (const { file, text } of models) {
      expect(text, file).not.toMatch(/\b(new Date\(\)|Date\.now|Math\.random|fetch\(|process\.|setTimeout)/);
    }
  });

  it("a module does not reach into another module's model", () => {
    const wrong = ({ target }: Import, { file }: Module) =>
      isModel(target) && moduleOf(file) !== undefined && moduleOf(file) !== moduleOf(target);
    expect(
      faults(within("server/domain/"), wrong, {
        "server/domain/tenancy/provision-tenant.ts → server/domain/pipeline/model/status-workflow.ts":
          "the workflow that a tenant begins with is data",
      }),
    ).toEqual([]);
  });

  it("what the product ships does not import what is for tests", () => {
    const shipped = product.filter(({ file }) => !/^scripts\/|^playwright\.config/.test(file));
    expect(faults(shipped, ({ target, isOurs }) => isOurs && isForTests(target))).toEqual([]);
  });
});

describe("names and sizes", () => {
  it("no folder for leftovers, and no barrels", () => {
    const banned = /(^|\/)(utils?|helpers?|common|misc|shared|internal|lib)\//;
    expect(MODULES.filter(({ file }) => banned.test(file)).map(({ file }) => file)).toEqual([]);
    expect(MODULES.filter(({ file }) => /(^|\/)index\.tsx?$/.test(file)).map(({ file }) => file)).toEqual([]);
  });

  it("files of at most 400 lines, tests of 600", () => {
    const lines = ({ text }: Module) => text.trimEnd().split("\n").length;
    const long = MODULES.filter((module) => lines(module) > (isForTests(module.file) ? 600 : 400));
    expect(long.map((module) => `${module.file} ${lines(module)}`)).toEqual([]);
  });

  it("functions of at most 70 lines", () => {
    const long = product.flatMap(({ file, tree }) =>
      functionsOf(tree)
        .filter(({ name, lines }) => lines > (LONGER[`${file} ${name}`] ?? 70))
        .map(({ name, lines }) => `${file} ${name} ${lines}`),
    );
    expect(long).toEqual([]);
    expect(product.flatMap(({ tree }) => functionsOf(tree)).length).toBeGreaterThan(500);
  });

  /** One list of fields from top to bottom, and how long it may be. */
  const LONGER: Record<string, number> = {
    "bench/by-hand.ts intakeByHand": 75,
    "components/pipeline/sale-facts-form.tsx SaleFactsForm": 165,
    "components/pipeline/settlement-dialog.tsx SettlementForm": 100,
    "components/pipeline/status-dialog.tsx StatusForm": 85,
  };

  function functionsOf(tree: ts.SourceFile): { name: string; lines: number }[] {
    const found: { name: string; lines: number }[] = [];
    const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && "body" in node && node.body) {
        const name = node.name?.getText(tree) ?? "an unnamed function";
        found.push({ name, lines: line(node.getEnd()) - line(node.getStart(tree)) + 1 });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  }
});

describe("what is not written", () => {
  const rules: [what: string, pattern: RegExp, where: RegExp][] = [
    ["SQL from text, unless it stands there to be read", /\bsql\.raw\((?!"[^"]*"\))/, /./],
    ["HTML from text", /dangerouslySetInnerHTML|\.innerHTML\b/, /./],
    ["server actions", /["']use server["']/, /./],
    [
      "caches of Next's for tenants' data",
      /["']use cache|\b(unstable_cache|revalidate(Tag|Path)|updateTag|cache(Life|Tag))\b|export const (revalidate|fetchCache|dynamic)\b|["']force-(cache|static)|\bnext: \{ (revalidate|tags)/,
      /./,
    ],
    ["floats of money", /\bparseFloat\(/, /./],
    // Milliseconds and megabytes on a terminal are no money.
    ["rounding outside money.ts", /\.toFixed\(/, /^(server\/(?!domain\/money\.ts)|app|components|db)/],
    ["the system's clock in the domain", /\bDate\.now\(|\bnew Date\(\)/, /^server\/domain\//],
  ];

  it.each(rules)("%s", (_what, pattern, where) => {
    const found = product.filter(({ file, text }) => where.test(file) && pattern.test(text));
    expect(found.map(({ file }) => file)).toEqual([]);
  });
});

/** Files of the pipeline's folder that do not authorise, and why they need not. */
const NO_VERBS: Record<string, string> = {
  "audit-rows.ts": "authorises for the verbs of mortgages, and tells what was refused",
  "bulk-result.ts": "the shape of an answer",
  "conditions.ts": "SQL of filters, for verbs that have authorised",
  "delivery-rows.ts": "rows, for verbs that have authorised",
  "input.ts": "schemas",
  "loan-order.ts": "SQL of orders, for verbs that have authorised",
  "loan-rollups.ts": "SQL of counts, for verbs that have authorised",
  "loan-rows.ts": "rows, for verbs that have authorised",
  "loan-slice.ts": "rows, for verbs that have authorised",
  "receive-trade.ts": "asks for the exchange, or an administrator, by itself",
  "saved-view-rows.ts": "the shape of an answer",
  "search-counts.ts": "counts, for verbs that have authorised",
  "status-workflow-rows.ts": "rows, for verbs that have authorised",
};

describe("P6.3 every verb", () => {
  const files = product.filter(({ file }) => /^server\/domain\/\w+\/[\w-]+\.ts$/.test(file));

  it("authorises before it does anything", () => {
    const open = files.filter(({ file, tree }) => {
      const name = path.posix.basename(file);
      return !Object.hasOwn(NO_VERBS, name) && !verbsOf(tree).every(authorisesFirst);
    });
    expect(open.map(({ file }) => file)).toEqual([]);
    expect(files.length).toBeGreaterThan(20);
  });

  it("the list of exceptions holds no file that is gone", () => {
    const names = files.map(({ file }) => path.posix.basename(file));
    expect(Object.keys(NO_VERBS).filter((name) => !names.includes(name))).toEqual([]);
  });

  /** The exported functions that take a context. */
  function verbsOf(tree: ts.SourceFile): ts.FunctionDeclaration[] {
    const verbs: ts.FunctionDeclaration[] = [];
    for (const node of tree.statements) {
      if (!ts.isFunctionDeclaration(node)) continue;
      const isExported = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
      if (isExported && node.parameters[0]?.getText(tree) === "ctx: Context") verbs.push(node);
    }
    return verbs;
  }

  function authorisesFirst(verb: ts.FunctionDeclaration): boolean {
    const first = verb.body?.statements[0]?.getText() ?? "";
    return /^(authorise|return attempt)\(ctx, /.test(first) || verb.name?.getText() === "summaryOf";
  }
});

/** Where Next, Node, vitest and the other tools begin to read. */
const ENTRIES =
  /^(app\/.*\/(page|layout|route|error|not-found|loading|template|default)\.tsx?|app\/(page|layout|error|global-error|not-found|icon|apple-icon)\.tsx?|proxy\.ts|instrumentation(-client)?\.ts|[\w.-]+\.config\.ts|cli\/(main|start|build)\.ts|bench\/main\.ts|scripts\/[\w-]+\.ts)$/;

describe("every file", () => {
  it("is part of the product", () => {
    const reached = reachedFrom(MODULES.filter(({ file }) => ENTRIES.test(file)));
    const orphans = product.filter(({ file }) => !reached.has(file));
    expect(orphans.map(({ file }) => file)).toEqual([]);
  });

  it("that is for tests is used by one", () => {
    const started = MODULES.filter(
      ({ file }) => isTest(file) || /config\.ts$|^stories\/(main|preview)\.tsx?$/.test(file),
    );
    const reached = reachedFrom(started);
    const unused = MODULES.filter(({ file }) => isForTests(file) && !reached.has(file));
    expect(unused.filter(({ file }) => !isMentioned(file)).map(({ file }) => file)).toEqual([]);
  });

  function reachedFrom(entries: Module[]): Set<string> {
    const byFile = new Map(MODULES.map((module) => [module.file, module]));
    const reached = new Set<string>();
    const open = entries.map(({ file }) => file);
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      for (const { target, isOurs } of byFile.get(file)?.imports ?? []) if (isOurs) open.push(target);
    }
    return reached;
  }

  /** Started as a process of its own, or named in a tool's configuration. */
  function isMentioned(file: string): boolean {
    const name = path.posix.basename(file);
    return MODULES.some((module) => module.file !== file && module.text.includes(name));
  }

  it.each(["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md"])("that %s names is there", (page) => {
    if (!existsSync(path.join(ROOT, page))) return;
    const text = readFileSync(path.join(ROOT, page), "utf8");
    const cited = [
      ...text.matchAll(
        /(?:`|\s|\()((?:app|cli|components|db|e2e|bench|scripts|server|examples|docs)\/[\w./[\]()-]*|[A-Z]+\.md)/g,
      ),
    ];
    const names = cited.map((match) => (match[1] ?? "").replace(/[.)]+$/, "")).filter((name) => name !== "");
    expect(names.length).toBeGreaterThan(2);
    // Pictures are taken by `npm run screenshots`.
    const missing = names.filter((name) => !existsSync(path.join(ROOT, name)));
    expect(
      missing.filter((name) => existsSync(path.join(ROOT, "docs/images")) || !/\.png$/.test(name)),
    ).toEqual([]);
  });
});

describe("P7.9 the flows of a tablet", () => {
  const specs = TABLET_SPECS.map((pattern) => globSync(pattern, { cwd: path.join(ROOT, "e2e") }));

  it("are there", () => {
    expect(TABLET_SPECS.filter((_, index) => specs[index]?.length === 0)).toEqual([]);
  });

  it("are one at least for each requirement of the desk", () => {
    const titles = specs.flat().flatMap((spec) => {
      const text = readFileSync(path.join(ROOT, "e2e", spec), "utf8");
      return text.match(/^\s*test\(["`].*/gm) ?? [];
    });
    const numbered = (part: string, last: number) =>
      Array.from({ length: last }, (_, index) => `${part}.${index + 1}`);
    const wanted = [...numbered("P7", 9), ...numbered("P9", 4)];
    expect(wanted.filter((id) => !titles.some((title) => title.includes(id)))).toEqual([]);
  });
});
