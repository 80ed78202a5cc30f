import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { projectFolder } from "../../../offline/runProgram";
import { Account } from "../providers/account";
import { startAwsProvider } from "../providers/awsProvider";
import { startAwsxProvider } from "../providers/awsxProvider";
import { ownConnection } from "../providers/monitor";
import type { RpcServer } from "../providers/rpcServer";
import { isObject } from "../providers/wire";
import { type KillableCommand, killableCommand } from "./cli";
import { EngineStack } from "./engineStack";
import { indexProgram, type Program } from "./program";
import { makeEngineFolder } from "./runFolder";

/** Options of a stack. */
export interface StackOptions {
    /** The stack whose file configures this one. Default: the stack itself. */
    readonly configuredAs?: string;
    /** Default: `index.ts`. */
    readonly program?: Program;
    /** A project of its own, without configuration. Default: the real one. */
    readonly project?: string;
    /**
     * For tests that repeat operations: the CLI writes the state only at its end, not at every step (more than half of
     * its time), and functions are serialised once in a process. Default: false, as in normal use.
     */
    readonly quick?: boolean;
}

const region = "us-east-1";

const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/**
 * Separate connections. gRPC shares connections in a process by port, and remembers that an earlier CLI left the port
 * that the current one has. Pulumi's SDK then treats the program as ended, and creates nothing.
 */
const grpcOptions: unknown = Reflect.get(pulumi.runtime, "grpcClientOptions");
if (!isObject(grpcOptions)) {
    throw new Error("this version of @pulumi/pulumi keeps its gRPC options elsewhere");
}
Object.assign(grpcOptions, ownConnection);

/** Pulumi's engine with a backend in a temporary folder and an AWS account in memory. */
export class Engine {
    /** The account that the providers work in. */
    account = new Account(region);

    private servers: readonly RpcServer[] = [];

    private constructor(
        private readonly folder: string,
        private readonly cli: KillableCommand,
    ) {}

    /** Starts the providers. Call {@link close} at the end. */
    static async start(): Promise<Engine> {
        const folder = makeEngineFolder();
        const engine = new Engine(folder, await killableCommand(folder));
        const account = () => engine.account;
        engine.servers = [await startAwsProvider(account), await startAwsxProvider(account)];
        for (const folder of ["backend", "home"]) {
            mkdirSync(path.join(engine.folder, folder));
        }
        return engine;
    }

    /** Kills the CLI when the provider has done an operation (`create <type> <name>`), before it answers. */
    killAt(operation: string): void {
        this.account.holds = (each) => {
            const isIt = each === operation;
            if (isIt) {
                this.cli.kill();
            }
            return isIt;
        };
    }

    /** Replaces the account by an empty one. */
    emptyAccount(): void {
        this.account = new Account(region);
    }

    /** Creates an empty stack. */
    async stack(
        name: string,
        { configuredAs = name, program = indexProgram, project, quick = false }: StackOptions = {},
    ): Promise<EngineStack> {
        const projectName = project ?? "experimentation-database";
        const workDir = path.join(this.folder, project ?? "project");
        prepareProject(workDir, project);
        const configuration = path.join(workDir, `Pulumi.${name}.yaml`);
        if (project === undefined) {
            cpSync(path.join(projectFolder, `Pulumi.${configuredAs}.yaml`), configuration);
        }
        const stack = await LocalWorkspace.createStack(
            { stackName: name, projectName, program },
            {
                workDir,
                pulumiCommand: this.cli.command,
                pulumiHome: path.join(this.folder, "home"),
                envVars: { ...this.environment, ...(quick ? withoutCheckpoints : {}) },
            },
        );
        const checkpoint = path.join(this.folder, "backend/.pulumi/stacks", projectName, `${name}.json`);
        return new EngineStack(stack, { configuration, checkpoint }, quick);
    }

    /** The environment of a CLI that works in this account, with the stacks of this backend. */
    get environment(): Readonly<Record<string, string>> {
        const [aws, awsx] = this.servers;
        return {
            PULUMI_BACKEND_URL: `file://${path.join(this.folder, "backend")}`,
            PULUMI_CONFIG_PASSPHRASE: "engine-tests",
            PULUMI_DEBUG_PROVIDERS: `aws:${String(aws?.port)},awsx:${String(awsx?.port)}`,
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            NO_COLOR: "true",
            // No garbage collection in the CLI below a size that it never reaches, which saves a fifth of its time.
            GOGC: "off",
            GOMEMLIMIT: "1GiB",
        };
    }

    /** The folder of the CLI's program. */
    get cliFolder(): string {
        return path.join(this.folder, "cli/bin");
    }

    /** Ends the providers and removes the folder. */
    close(): void {
        for (const server of this.servers) {
            server.close();
        }
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** The real project file for the CLI, or one with only a name. */
function prepareProject(workDir: string, project: string | undefined): void {
    mkdirSync(workDir, { recursive: true });
    const file = path.join(workDir, "Pulumi.yaml");
    if (project === undefined) {
        cpSync(path.join(projectFolder, "Pulumi.yaml"), file);
    } else {
        writeFileSync(file, `name: ${project}\nruntime: nodejs\n`);
    }
}
