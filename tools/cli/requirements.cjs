// Ends the process with one line if Node.js is too old, if the packages do not match package.json, or if there is no
// temporary folder, because some packages end with a stack trace without one.
"use strict";

require("../../nodeVersion.cjs");
const fs = require("fs");
const os = require("os");
const path = require("path");
const { dependencies, devDependencies } = require("../../package.json");

/** The packages that `npm ci` has installed, by folder; undefined if it did not finish. */
function installedPackages() {
    try {
        const list = path.join(__dirname, "../../node_modules/.package-lock.json");
        return JSON.parse(fs.readFileSync(list, "utf8")).packages;
    } catch (error) {
        if (error.code !== "ENOENT") {
            throw error;
        }
        return undefined;
    }
}

/** The first problem of the packages, or undefined. */
function packagesProblem() {
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
            return `The package ${name} is installed in version ${found.version}, but package.json requires ${wanted}`;
        }
    }
    return undefined;
}

/** The problem of the temporary folder, or undefined. */
function temporaryFolderProblem() {
    const folder = os.tmpdir();
    try {
        fs.accessSync(`${folder}/.`, fs.constants.W_OK | fs.constants.X_OK);
        return undefined;
    } catch (error) {
        return `The temporary folder ${folder} cannot be written to (${error.code})`;
    }
}

const packages = packagesProblem();
const temporaryFolder = temporaryFolderProblem();
if (packages !== undefined) {
    process.stderr.write(`${packages}; run: npm ci\n`);
    process.exit(1);
}
if (temporaryFolder !== undefined) {
    process.stderr.write(`${temporaryFolder}; set TMPDIR to a folder that this user may write to\n`);
    process.exit(1);
}
