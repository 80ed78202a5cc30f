import js from "@eslint/js";
import importSort from "eslint-plugin-simple-import-sort";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules/", "coverage/", ".artifacts/"] },
    js.configs.recommended,
    ...tseslint.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
        plugins: { "import-sort": importSort },
        rules: {
            // As the AWS CDK has it: a guard may stay on one line.
            curly: ["error", "multi-line", "consistent"],
            // One block of imports: Node.js, packages, then our own files by their path.
            "import-sort/imports": ["error", { groups: [["^\\u0000", "^node:", "^@?\\w", "^"]] }],
            "import-sort/exports": "error",
            // `as const` and `satisfies` are welcome; an assertion that silences the compiler is not.
            "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
            "@typescript-eslint/consistent-type-imports": "error",
            // Numbers in messages are plain to read; objects and undefined are not.
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
            "no-console": "error",
        },
    },
    { files: ["**/*.{cjs,mjs}"], ...tseslint.configs.disableTypeChecked },
    {
        files: ["**/*.cjs"],
        languageOptions: {
            sourceType: "commonjs",
            globals: { __dirname: false, __filename: false, module: false, process: false, require: false },
        },
        rules: { "@typescript-eslint/no-require-imports": "off" },
    },
);
