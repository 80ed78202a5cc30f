/**
 * The direction of imports, checked by `npm run check`: index.ts -> components -> handlers. Tools and tests look at
 * the program; the program imports neither. Tests may import everything. Any other new folder needs a line here.
 *
 * Each folder, and what it may import besides itself and packages (restricted below). `types:` allows `import type`
 * alone.
 */
const mayImport = {
    "index.ts": ["nodeVersion.cjs", "settings", "components", "transforms.ts"],
    "transforms.ts": ["types:settings", "components/shared"],
    "nodeVersion.cjs": ["package.json"],
    // The components' arguments are the contract that the settings fulfil.
    settings: [
        "types:components",
        "handlers/shared/loginKinds.ts",
        "handlers/shared/database/schema.ts",
        "handlers/rotation/databases/declaration.ts",
        "parameterFacts",
    ],

    "components/shared": [],
    "components/network": ["components/shared"],
    "components/function": ["components/shared", "handlers", "package.json"],
    "components/backup": ["components/shared"],
    "components/aurora": [
        "components/shared",
        "components/backup",
        "components/function",
        "types:components/network",
        "handlers",
        "parameterFacts",
    ],
    "components/access": ["components/shared", "components/function", "components/aurora", "handlers"],
    "components/monitoring": ["components/shared", "types:components/aurora", "types:components/access", "handlers"],

    "handlers/shared": [],
    "handlers/access": ["handlers/shared"],
    "handlers/rotation": ["handlers/shared"],

    parameterFacts: [],
    resourceTypes: ["settings"],
    policy: ["parameterFacts", "resourceTypes"],
    cache: [],
    offline: ["cache", "resourceTypes", "settings"],

    "tools/cli": ["nodeVersion.cjs", "package.json", "settings"],
    "tools/plan": ["tools/cli", "offline", "resourceTypes", "policy", "settings"],
    "tools/cost": ["tools/cli", "offline", "resourceTypes", "settings"],
    "tools/local": [
        "tools/cli",
        "tools/databases/answer.ts",
        "offline",
        "settings",
        "handlers/shared/loginKinds.ts",
        "types:handlers/rotation",
    ],
    "tools/bench": ["tools/cli", "tools/local", "offline", "settings", "components", "handlers", "parameterFacts"],
    "tools/tunnel": ["tools/cli", "tools/local/serve/shellWord.ts", "offline", "settings"],
    "tools/drill": ["tools/cli", "offline", "settings", "components/shared/physicalNames.ts"],
    "tools/databases": ["tools/cli", "offline", "settings", "components/shared/physicalNames.ts", "handlers/rotation"],
    "tools/docs": ["tools/cli", "tools/cost", "policy", "handlers"],

    examples: [],
    "docs/snippets": ["examples"],
};

const packages = "(^|/)node_modules/";
const escaped = (text) => text.replaceAll(".", "\\.");
const within = (place) => (/\.(ts|cjs|json)$/.test(place) ? `^${escaped(place)}$` : `^${place}/`);

const directions = Object.entries(mayImport).flatMap(([place, others]) => {
    const types = others.filter((other) => other.startsWith("types:")).map((other) => other.slice("types:".length));
    const values = others.filter((other) => !other.startsWith("types:"));
    const rule = (what, allowed, dependencies) => ({
        name: `${place} imports ${what} only of ${["itself", ...allowed].join(", ")}`,
        severity: "error",
        from: { path: within(place) },
        to: { pathNot: [...[place, ...allowed].map(within), packages], ...dependencies },
    });
    return [
        rule("code", values, { dependencyTypesNot: ["core", "type-only"] }),
        rule("types", [...values, ...types], { dependencyTypes: ["type-only"], dependencyTypesNot: ["core"] }),
    ];
});

module.exports = {
    forbidden: [
        ...directions,
        {
            name: "only folders that .dependency-cruiser.cjs lists",
            severity: "error",
            from: { pathNot: [...Object.keys(mayImport).map(within), packages, "^tests/"] },
            to: {},
        },
        {
            name: "handlers do not import Pulumi, which would be in the functions' artifacts",
            severity: "error",
            from: { path: "^handlers/" },
            to: { path: `${packages}@pulumi/` },
        },
        {
            name: "the policy's rules and the records import no provider's SDK",
            severity: "error",
            from: { path: "^(policy|resourceTypes)/" },
            to: { path: `${packages}@pulumi/(aws|awsx)/` },
        },
        {
            name: "the program imports no development packages",
            severity: "error",
            from: { path: "^(index\\.ts|nodeVersion\\.cjs|parameterFacts/|settings/|components/|handlers/)" },
            to: { dependencyTypes: ["npm-dev", "npm-no-pkg"] },
        },
        { name: "no circles, of types neither", severity: "error", from: {}, to: { circular: true } },
        { name: "no import that leads nowhere", severity: "error", from: {}, to: { couldNotResolve: true } },
    ],
    options: {
        doNotFollow: { path: packages },
        exclude: { path: "^(\\.artifacts/|coverage/|eslint\\.config\\.mjs$)" },
        tsPreCompilationDeps: true,
        tsConfig: { fileName: "tsconfig.json" },
    },
};
