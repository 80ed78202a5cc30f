import { readFileSync } from "node:fs";

/** PEM text of the authorities that may vouch for the server, read while the code loads as the functions read it. */
export const ca = readFileSync(process.env.CA_FILE ?? "", "utf8");
