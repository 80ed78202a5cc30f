import { makeConnectionFiles } from "../../../../tools/local/serve/connectionFiles";
import { loginOf } from "./logins";

/* A program for the tests to kill: it makes the files, says where the pass file is, and waits. */
void makeConnectionFiles({}).then(async (files) => {
    await files.write([loginOf("one", "one_a", "first")]);
    process.stdout.write(`${files.passFile}\n`);
    process.stdin.resume();
});
