// node-postgres with the secret's login. It reads the same environment variables as application.mjs.
import { readFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import pg from "pg";

const { PARAMETER_PATH, PGSSLROOTCERT, PGHOSTADDR, PGPORT } = process.env;

// By default, the AWS clients have no time-out.
const requestHandler = { connectionTimeout: 2000, requestTimeout: 4000, throwOnRequestTimeout: true };
const ssm = new SSMClient({ requestHandler });
const secretsManager = new SecretsManagerClient({ requestHandler });

let pool;

/** Runs `work` with a client, in a transaction. */
export async function transaction(work) {
    const client = await connect();
    let broken = true;
    try {
        await client.query("begin");
        const result = await work(client).catch(async (error) => {
            await client.query("rollback");
            broken = false;
            throw error;
        });
        await client.query("commit");
        broken = false;
        return result;
    } finally {
        // Closes the connection if its state is unknown.
        client.release(broken);
    }
}

/** A refused login comes from outdated copies: reads the parameters and the secret again, once. */
async function connect() {
    const tried = await currentPool();
    try {
        return await tried.connect();
    } catch (error) {
        if (error.code !== "28P01") throw error;
        if ((await currentPool()) === tried) {
            pool = undefined;
            void tried.end();
        }
        return await (await currentPool()).connect();
    }
}

async function currentPool() {
    const opening = (pool ??= openPool());
    try {
        return await opening;
    } catch (error) {
        if (pool === opening) pool = undefined;
        throw error;
    }
}

async function openPool() {
    const names = ["host", "port", "name", "secret-arn"].map((key) => `${PARAMETER_PATH}${key}`);
    const { Parameters = [] } = await ssm.send(new GetParametersCommand({ Names: names }));
    const [host, port, database, secretArn] = names.map((name) => Parameters.find(({ Name }) => Name === name)?.Value);
    if (!secretArn) throw new Error(`${PARAMETER_PATH}: parameters are missing; look at PARAMETER_PATH`);
    const { username, password } = await readLogin(secretArn);
    const opened = new pg.Pool({
        host: PGHOSTADDR ?? host,
        port: Number(PGPORT ?? port),
        database,
        user: username,
        password,
        // The certificate must name the host, even if the connection goes to PGHOSTADDR.
        ssl: { ca: readFileSync(PGSSLROOTCERT, "utf8"), servername: host, minVersion: "TLSv1.2" },
        max: 5, // Part of the login's limit, which counts the connections of all processes.
        connectionTimeoutMillis: 5000,
        query_timeout: 25_000,
        statement_timeout: 20_000,
        application_name: "experiment-service",
    });
    // Without a listener, the process would end when the server ends an idle session.
    opened.on("error", () => undefined);
    return opened;
}

async function readLogin(secretArn) {
    const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: secretArn }));
    try {
        return JSON.parse(SecretString);
    } catch {
        // The parser's message would contain the secret.
        throw new Error("The secret is not JSON");
    }
}

// Each line of standard input is the name of a unit; each counts as a visit.
for await (const unit of createInterface({ input: process.stdin })) {
    const answer = await transaction(async (client) => {
        await client.query("insert into experimentation.metric_events (unit_id, metric) values ($1, 'visit')", [unit]);
        const { rows } = await client.query(
            "select count(*) as visits, current_user as login from experimentation.metric_events where metric = 'visit' and unit_id = $1",
            [unit],
        );
        return `${rows[0].visits} visits, as ${rows[0].login}`;
    }).catch(({ code, message }) => code ?? message);
    process.stdout.write(`${unit}: ${answer}\n`);
}
await (await pool)?.end();
