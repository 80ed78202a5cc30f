import { randomBytes } from "node:crypto";
import { loginKinds } from "../../../handlers/shared/loginKinds";
import { toRecord } from "../../../offline/toRecord";
import { functionNames, secretArn } from "../../local/platform/platform";
import { resourceOf } from "../../local/platform/resources";
import type { RotationSqlEvent } from "../baselines/rotationSql";
import { type Figure, figureOf } from "../figure";
import { type Rounds, roundText, type Say } from "../rounds";
import { type Bench, startSubject } from "../subject";
import type { Surroundings } from "../surroundings";

/** The secret whose rotation is measured. No other figure uses its logins. */
const measuredKind = "application";

/**
 * Rotations, one after another. The first rotation of each secret creates the roles that queries need; it is not
 * measured.
 */
export interface Rotations {
    /** Duration of the four steps of one rotation in the function's process, in milliseconds. */
    rotate(kind: string): Promise<number>;
}

/** Starts the rotation function and rotates each secret once. */
export async function startRotations(bench: Bench): Promise<Rotations> {
    const { program, aws } = bench.surroundings;
    const subject = await startSubject(bench, "rotation", bench.files.artifacts.rotation);
    await subject.load();
    const rotate = async (kind: string): Promise<number> => {
        let milliseconds = 0;
        await aws.endpoints.rotateSecret(secretArn(program, kind), async (_functionArn, event) => {
            const [step = Number.NaN] = await subject.call(event);
            milliseconds += step;
        });
        return milliseconds;
    };
    for (const kind of loginKinds) {
        await rotate(kind);
    }
    return { rotate };
}

/** Measures one complete rotation, compared with its SQL alone. */
export async function measureRotations(bench: Bench, rotations: Rotations, rounds: Rounds, say: Say): Promise<Figure> {
    const bareSql = await startSubject(bench, "rotation", bench.files.baselines.rotationSql);
    await bareSql.load();
    const sqlEvent = rotationSqlEvent(bench.surroundings);
    const samples: number[] = [];
    const baselineSamples: number[] = [];
    for (let round = -2; round < rounds.rotations; round += 1) {
        say(roundText(round, rounds.rotations));
        const taken = await rotations.rotate(measuredKind);
        const baseline = await bareSql.call(sqlEvent);
        if (round >= 0) {
            samples.push(taken);
            baselineSamples.push(...baseline);
        }
    }
    return figureOf({ name: "one rotation, against its SQL alone", unit: "ms" }, samples, baselineSamples);
}

/**
 * Sets the password of a fixed login. This is safe, because the next rotation sets a new password for the login that it
 * uses.
 */
function rotationSqlEvent({ program, database }: Surroundings): RotationSqlEvent {
    const { host, port, databaseName, masterSecretValue } = database;
    const master = toRecord(JSON.parse(masterSecretValue));
    const rotation = resourceOf(program.resources, "aws:lambda/function:Function", functionNames.rotation);
    const { APPLICATION_CONNECTION_LIMIT } = toRecord(toRecord(rotation.outputs.environment).variables);
    return {
        master: {
            host,
            port,
            database: databaseName,
            user: String(master.username),
            password: String(master.password),
        },
        login: { user: `${measuredKind}_b`, password: randomBytes(24).toString("base64url") },
        connectionLimit: Number(APPLICATION_CONNECTION_LIMIT),
    };
}
