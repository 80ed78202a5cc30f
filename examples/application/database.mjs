// Connects an application to the database. Environment variables:
//   PARAMETER_PATH     path of the parameters: /experimentation/<env>/database/
//   PGSSLROOTCERT      the file of RDS's certificate authorities; by default Lambda's own list
//   PGHOSTADDR, PGPORT address and port of a forwarded port; the certificate must still name the host
import { readFileSync } from "node:fs";
import process from "node:process";
import { clearTimeout, setTimeout } from "node:timers";
import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import postgres from "postgres";

const { PARAMETER_PATH, PGSSLROOTCERT = "/var/runtime/ca-cert.pem", PGHOSTADDR, PGPORT } = process.env;
const pauseMs = 1000;

// By default, the AWS clients have no time-out.
const requestHandler = { connectionTimeout: 2000, requestTimeout: 4000, throwOnRequestTimeout: true };
const ssm = new SSMClient({ requestHandler });
const secretsManager = new SecretsManagerClient({ requestHandler });

/**
 * A pool that survives rotations and failovers. For the readers: `openDatabase("reader-host", "reader-secret-arn")`.
 */
export function openDatabase(hostKey = "host", secretKey = "secret-arn") {
    const ca = readFileSync(PGSSLROOTCERT);
    let facts;
    let login;
    let pool;

    async function connect() {
        try {
            facts ??= await readParameters([hostKey, "port", "name", secretKey]);
            const [host, port, database, secretArn] = facts;
            login ??= await readLogin(secretArn);
            return postgres({
                ...login,
                host: PGHOSTADDR ?? host,
                port: Number(PGPORT ?? port),
                database,
                ssl: { ca, servername: host, rejectUnauthorized: true, minVersion: "TLSv1.2" },
                max: 5, // Part of the login's limit, which counts the connections of all processes.
                connect_timeout: 5, // Seconds.
                // Without a query of its own for array types: it has no handler, so a lost connection would end the
                // process.
                fetch_types: false,
                connection: { application_name: "experiment-service", statement_timeout: 20_000 },
                onnotice: () => undefined,
            });
        } catch (error) {
            pool = undefined;
            throw error;
        }
    }

    function replace(old, isOutdated) {
        if (pool === old) {
            pool = undefined;
            if (isOutdated) facts = login = undefined;
        }
        // Other transactions on the old pool may still succeed.
        old.then((sql) => sql.end({ timeout: 5 })).catch(() => undefined);
    }

    return {
        /**
         * Runs `work` in one transaction, and repeats it if it certainly had no effect. The effect of a commit that was
         * sent and not confirmed is unknown: such a transaction is repeated only if it is `repeatable`.
         */
        async transaction(work, { repeatable = false, limitMs = 25_000 } = {}) {
            const deadline = Date.now() + limitMs;
            let readAgain = false;
            for (let attempt = 0; ; attempt++) {
                let committing = false;
                const current = (pool ??= connect());
                try {
                    const sql = await before(deadline, current);
                    // Lambda may have frozen the process: lets the driver notice connections that were closed
                    // meanwhile.
                    await turn().then(turn);
                    const done = sql.begin(async (transaction) => {
                        const result = await unlessClosed(work, transaction);
                        if (Date.now() >= deadline) throw timeIsUp();
                        committing = true;
                        return result;
                    });
                    return await before(deadline, done);
                } catch (error) {
                    const refused = error.code === "28P01";
                    if (!refused && !isLost(error)) throw error;
                    // A database that refuses the login or only reads: another one may have taken its place.
                    replace(current, refused || error.code === "25006");
                    if (committing && !repeatable) {
                        throw new Error("The commit was not confirmed: look before you repeat it", { cause: error });
                    }
                    if ((refused && readAgain) || Date.now() + pauseMs > deadline) throw error;
                    readAgain ||= refused;
                    if (attempt > 0) await delay(pauseMs);
                }
            }
        },
        async close() {
            const sql = await pool;
            await sql?.end({ timeout: 5 });
        },
    };
}

/** Connection broken or not opened; server starting or stopping (57P..), or no longer the writer (25006). */
function isLost({ code = "" }) {
    return /^(25006$|57P|08|CONNECT|EAI_AGAIN$|E[A-Z]+$)/.test(code);
}

/**
 * Never settles if the connection is lost: `begin` itself rejects then. If `work` rejected, the driver would write a
 * rollback to the connection, which ends the process (porsager/postgres issues 1066, 1154, 1208; version 3.4.9).
 */
async function unlessClosed(work, transaction) {
    try {
        return await work(transaction);
    } catch (error) {
        if (/^(57P|CONNECTION_|E[A-Z]+$)/.test(error.code)) return await new Promise(() => undefined);
        throw error;
    }
}

/** The driver has no time-out for a query: on a silently lost connection it would wait for ever. */
async function before(deadline, work) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(timeIsUp()), deadline - Date.now());
    });
    return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function timeIsUp() {
    return Object.assign(new Error("The database did not answer in time"), { code: "ETIMEDOUT" });
}

async function readParameters(keys) {
    const names = keys.map((key) => `${PARAMETER_PATH}${key}`);
    const { Parameters = [] } = await ssm.send(new GetParametersCommand({ Names: names }));
    return names.map((name) => {
        const parameter = Parameters.find(({ Name }) => Name === name);
        if (parameter === undefined) throw new Error(`${name}: no such parameter; look at PARAMETER_PATH`);
        return parameter.Value;
    });
}

async function readLogin(secretArn) {
    const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: secretArn }));
    const { username, password } = parse(SecretString);
    if (!password) throw new Error("The first rotation has not created the login yet; try again in a minute");
    return { username, password };
}

/** The message of JSON.parse would contain the secret. */
function parse(secret) {
    try {
        return JSON.parse(secret);
    } catch {
        throw new Error("The secret is not JSON");
    }
}
