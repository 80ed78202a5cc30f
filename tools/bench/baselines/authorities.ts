import { readFileSync } from "node:fs";

/** PEM text of the trusted certificate authorities. It is read while the code loads, as in the functions. */
export const ca = readFileSync(process.env.CA_FILE ?? "", "utf8");
