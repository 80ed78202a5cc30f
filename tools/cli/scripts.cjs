// Prints what each npm script is for. It needs no packages, so that it works before `npm ci`.
"use strict";

const scripts = Object.entries(require("./scripts.json"));
const width = Math.max(...scripts.map(([name]) => name.length));

const lines = scripts.map(([name, purpose]) => {
    const command = ["start", "test"].includes(name) ? `npm ${name}` : `npm run ${name}`;
    return `${command.padEnd(width + "npm run ".length)}  ${purpose}\n`;
});
process.stdout.write(lines.join(""));
