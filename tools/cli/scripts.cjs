// Prints each npm script with its purpose. Works before `npm ci`, because it needs no packages.
"use strict";

const scripts = Object.entries(require("./scripts.json"));
const width = Math.max(...scripts.map(([name]) => name.length));

const lines = scripts.map(([name, purpose]) => {
    const command = ["start", "test"].includes(name) ? `npm ${name}` : `npm run ${name}`;
    return `${command.padEnd(width + "npm run ".length)}  ${purpose}\n`;
});
process.stdout.write(lines.join(""));
