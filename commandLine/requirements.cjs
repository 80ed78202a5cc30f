// Ends the process with one line where Node.js is too old, or where the packages are not those of package.json.
"use strict";

require("../nodeVersion.cjs");
const fs = require("fs");
const path = require("path");
const { dependencies, devDependencies } = require("../package.json");

/** What `npm ci` has installed, by folder; undefined where it did not come to its end. */
function installedPackages() {
    try {
        const list = path.join(__dirname, "../node_modules/.package-lock.json");
        return JSON.parse(fs.readFileSync(list, "utf8")).packages;
    } catch (error) {
        if (error.code !== "ENOENT") {
            throw error;
        }
        return undefined;
    }
}

/** What is wrong with the packages; undefined where nothing is. */
function problemOf() {
    const installed = installedPackages();
    if (installed === undefined) {
        return "The packages are not installed";
    }
    for (const [name, wanted] of Object.entries(Object.assign({}, dependencies, devDependencies))) {
        const found = installed[`node_modules/${name}`];
        if (found === undefined) {
            return `The package ${name} is not installed`;
        }
        if (found.version !== wanted) {
            return `The package ${name} is installed in version ${found.version}, and package.json wants ${wanted}`;
        }
    }
    return undefined;
}

const problem = problemOf();
if (problem !== undefined) {
    process.stderr.write(`${problem}; run: npm ci\n`);
    process.exit(1);
}
