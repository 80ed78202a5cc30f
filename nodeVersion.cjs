// Ends the process with one line where Node.js is none of those that `engines` of package.json names. Everything that
// starts here loads this file before any other, so it has to be in syntax that old versions of Node.js can parse.
"use strict";

const { engines } = require("./package.json");

/** Whether a version is in a range of the form ^20.19.0 or >=22.12.0. */
function isWithin(version, range) {
    const [major, minor, patch] = version.split(".").map(Number);
    const [leastMajor, leastMinor, leastPatch] = range
        .replace(/^(\^|>=)/, "")
        .split(".")
        .map(Number);
    if (major !== leastMajor) {
        return range.startsWith(">=") && major > leastMajor;
    }
    return minor > leastMinor || (minor === leastMinor && patch >= leastPatch);
}

const version = process.versions.node;
if (!engines.node.split(" || ").some((range) => isWithin(version, range))) {
    process.stderr.write(
        `Node.js ${version} is not supported; this project needs ${engines.node}: ` +
            "install the version that .nvmrc names, for instance with `nvm install`\n",
    );
    process.exit(1);
}
