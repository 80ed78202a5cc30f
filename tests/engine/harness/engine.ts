import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, type PulumiCommand } from "@pulumi/pulumi/automation";
import { projectFolder } from "../../../offline/runProgram";
import { Account } from "../providers/account";
import { startAwsProvider } from "../providers/awsProvider";
import { startAwsxProvider } from "../providers/awsxProvider";
import { ownConnection } from "../providers/monitor";
import type { RpcServer } from "../providers/rpcServer";
import { isObject } from "../providers/wire";
import { pulumiCommand } from "./cli";
import { EngineStack } from "./engineStack";
import { indexProgram, type Program } from "./program";
import { makeEngineFolder } from "./runFolder";

/** A stack to make. */
export interface StackOptions {
    /** Whose file configures the stack, where it is not the stack's own. */
    readonly configuredAs?: string;
    /** Default: `index.ts`. */
    readonly program?: Program;
    /** A project of its own, without configuration. Default: the real one. */
    readonly project?: string;
    /**
     * For tests that repeat operations and look at something else: the CLI writes the state when it ends alone, not at
     * every step as well for a CLI that is killed (more than half of its time), and functions are serialised once a
     * process. Default: false, as everybody runs it.
     */
    readonly quick?: boolean;
}

const region = "us-east-1";

const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/**
 * Each connection by itself: gRPC shares them in a process by their port, and holds against a CLI that one before it
 * was gone from the port that it has now. Pulumi's SDK then takes the program for ended, and makes nothing.
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

    private readonly folder = makeEngineFolder();
    private servers: readonly RpcServer[] = [];

    private constructor(private readonly command: PulumiCommand) {}

    /** Starts the providers. Call {@link close} at the end. */
    static async start(): Promise<Engine> {
        const engine = new Engine(await pulumiCommand());
        const account = () => engine.account;
        engine.servers = [await startAwsProvider(account), await startAwsxProvider(account)];
        for (const folder of ["backend", "home"]) {
            mkdirSync(path.join(engine.folder, folder));
        }
        return engine;
    }

    /** Throws the account away and starts with an empty one. */
    emptyAccount(): void {
        this.account = new Account(region);
    }

    /** Makes an empty stack. */
    async stack(
        name: string,
        { configuredAs = name, program = indexProgram, project, quick = false }: StackOptions = {},
    ): Promise<EngineStack> {
        const [aws, awsx] = this.servers;
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
                pulumiCommand: this.command,
                pulumiHome: path.join(this.folder, "home"),
                envVars: {
                    PULUMI_BACKEND_URL: `file://${path.join(this.folder, "backend")}`,
                    PULUMI_CONFIG_PASSPHRASE: "engine-tests",
                    PULUMI_DEBUG_PROVIDERS: `aws:${String(aws?.port)},awsx:${String(awsx?.port)}`,
                    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
                    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
                    PULUMI_SKIP_UPDATE_CHECK: "true",
                    NO_COLOR: "true",
                    // No garbage collection in the CLI below a size that it never reaches: a fifth of its time.
                    GOGC: "off",
                    GOMEMLIMIT: "1GiB",
                    ...(quick ? withoutCheckpoints : {}),
                },
            },
        );
        const checkpoint = path.join(this.folder, "backend/.pulumi/stacks", projectName, `${name}.json`);
        return new EngineStack(stack, { configuration, checkpoint }, quick);
    }

    /** Ends the providers and removes the folder. */
    close(): void {
        for (const server of this.servers) {
            server.close();
        }
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** The real project file, which the CLI reads; or one that has only a name. */
function prepareProject(workDir: string, project: string | undefined): void {
    mkdirSync(workDir, { recursive: true });
    const file = path.join(workDir, "Pulumi.yaml");
    if (project === undefined) {
        cpSync(path.join(projectFolder, "Pulumi.yaml"), file);
    } else {
        writeFileSync(file, `name: ${project}\nruntime: nodejs\n`);
    }
}
