// Ends the process with one line where Node.js is too old, where the packages are not those of package.json, or where there
// is no temporary folder, without which some of them end with a stack trace while they are loaded.
"use strict";

require("../../nodeVersion.cjs");
const fs = require("fs");
const os = require("os");
const path = require("path");
const { dependencies, devDependencies } = require("../../package.json");

/** What `npm ci` has installed, by folder; undefined where it did not come to its end. */
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

/** What is wrong with the packages; undefined where nothing is. */
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
            return `The package ${name} is installed in version ${found.version}, and package.json wants ${wanted}`;
        }
    }
    return undefined;
}

/** What is wrong with the temporary folder; undefined where nothing is. */
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
