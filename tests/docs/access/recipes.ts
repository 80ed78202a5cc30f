import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { pythonWithPackages } from "./python";
import type { SnippetCommand } from "./snippet";
import { attempt } from "./tools";

/** A recipe of docs/access.md for another driver. */
export interface Recipe {
    readonly driver: string;
    /** Builds it into the test's own folder. Throws if the machine lacks a tool, with a message that names the fix. */
    prepare(folder: string): Promise<RecipePrograms>;
    /** Its messages for a certificate with another name, and for one of another authority. */
    readonly wrongName: RegExp;
    readonly wrongAuthority: RegExp;
}

/** A built recipe. */
export interface RecipePrograms {
    readonly application: SnippetCommand;
    /**
     * The driver alone (`drivers/client.*`), and the beginning of its URIs. Undefined if `npm test` tests the driver.
     */
    readonly client?: { readonly command: SnippetCommand; readonly scheme: "" | "jdbc:" };
}

const snippets = join(projectFolder, "docs/snippets");
const drivers = join(__dirname, "drivers");

/** The recipes, in the order of the document. */
export const recipes: readonly Recipe[] = [
    {
        driver: "node-postgres",
        prepare: () => Promise.resolve({ application: [process.execPath, join(snippets, "nodePostgres.mjs")] }),
        wrongName: /ERR_TLS_CERT_ALTNAME_INVALID/,
        wrongAuthority: /CERT_SIGNATURE_FAILURE/,
    },
    {
        driver: "SQLAlchemy",
        async prepare() {
            const python = await pythonWithPackages();
            const run = (file: string): SnippetCommand => [python, "-B", file];
            return {
                application: run(join(snippets, "sqlalchemy_engine.py")),
                client: { command: run(join(drivers, "client.py")), scheme: "" },
            };
        },
        wrongName: /does not match host name/,
        // OpenSSL's message depends on the authority's name and key.
        wrongAuthority: /SSL error/,
    },
    {
        driver: "pgx",
        async prepare(folder) {
            const build = async (name: string, source: string): Promise<SnippetCommand> => {
                const program = join(folder, name);
                const advice = "Install Go 1.25 or newer, and let it reach its module proxy";
                await attempt(advice, "go", ["build", "-o", program, source], join(snippets, "pgx"));
                return [program];
            };
            return {
                application: await build("application", "."),
                client: { command: await build("client", join(drivers, "client.go")), scheme: "" },
            };
        },
        wrongName: /certificate is valid for .*, not another\.example\.com/,
        wrongAuthority: /certificate signed by unknown authority/,
    },
    {
        driver: "pgjdbc",
        async prepare(folder) {
            const classPathFile = join(folder, "class-path");
            const goals = ["compile", "dependency:build-classpath", `-Dmdep.outputFile=${classPathFile}`];
            const project = ["-f", join(snippets, "jdbc/pom.xml"), `-Dbuild.folder=${folder}`];
            const advice = "Install a JDK 17 or newer and Maven, and let it reach its central repository";
            await attempt(advice, "mvn", ["-q", "-B", ...project, ...goals]);
            const classPath = `${join(folder, "classes")}:${await readFile(classPathFile, "utf8")}`;
            const run = (main: string): SnippetCommand => ["java", "-cp", classPath, main];
            return {
                application: run("Application"),
                client: { command: run(join(drivers, "Client.java")), scheme: "jdbc:" },
            };
        },
        wrongName: /hostname another\.example\.com could not be verified/,
        wrongAuthority: /PKIX path validation failed/,
    },
];
