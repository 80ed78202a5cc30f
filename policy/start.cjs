// Pulumi checks the types of a pack in TypeScript at each start, whatever its tsconfig.json says: 2 s of CPU. They are
// checked by `npm run check`.
const { buildSync } = require("esbuild");

const { outputFiles } = buildSync({
    absWorkingDir: __dirname,
    entryPoints: ["index.ts"],
    bundle: true,
    packages: "external",
    platform: "node",
    write: false,
});
module._compile(outputFiles[0].text, __filename);
