import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules/", "coverage/", ".artifacts/"] },
    js.configs.recommended,
    ...tseslint.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
        rules: {
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
