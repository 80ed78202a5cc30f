import assert from "node:assert/strict";
import { readRotationSettings } from "../../../handlers/rotation/settings";
import { extensionsText } from "../../../handlers/shared/extensions";

describe("readRotationSettings", () => {
    const environment = {
        ENVIRONMENT: "test",
        CA_FILE: "/dev/null",
        DATABASE_HOST: "writer.example.org",
        DATABASE_PORT: "5432",
        DATABASE_NAME: "experimentation",
        MASTER_SECRET_ARN: "master",
        MIGRATION_SECRET_ARN: "migration",
        APPLICATION_SECRET_ARN: "application",
        READER_SECRET_ARN: "reader",
        MIGRATION_CONNECTION_LIMIT: "2",
        APPLICATION_CONNECTION_LIMIT: "40",
        READER_CONNECTION_LIMIT: "20",
    };

    it("reads the whole environment", () => {
        assert.deepEqual(readRotationSettings(environment), {
            environment: "test",
            host: "writer.example.org",
            port: 5432,
            database: "experimentation",
            pauses: false,
            masterSecretArn: "master",
            kinds: [
                { kind: "migration", secretArn: "migration", connectionLimit: 2 },
                { kind: "application", secretArn: "application", connectionLimit: 40 },
                { kind: "reader", secretArn: "reader", connectionLimit: 20 },
            ],
            extensions: [],
            ca: "",
        });
    });

    it("reads the extensions", () => {
        const extensions = [
            { name: "pg_cron", schema: "extensions", preloaded: true },
            { name: "pg_partman", schema: "partman", preloaded: false },
        ];

        const settings = readRotationSettings({ ...environment, EXTENSIONS: extensionsText(extensions) });

        assert.deepEqual(settings.extensions, extensions);
    });

    for (const name of Object.keys(environment).filter((key) => key !== "CA_FILE")) {
        it(`refuses an environment without ${name}`, () => {
            assert.throws(() => readRotationSettings({ ...environment, [name]: undefined }), {
                code: "configurationInvalid",
                message: `${name}: not set; the function needs this environment variable, deploy the stack again`,
            });
        });
    }

    for (const value of ["0", "-1", "1.5", "many", "70000"]) {
        it(`refuses the port ${value}`, () => {
            assert.throws(() => readRotationSettings({ ...environment, DATABASE_PORT: value }), {
                code: "configurationInvalid",
                message: `DATABASE_PORT: ${value}: must be a whole number from 1 to 65535; deploy the stack again`,
            });
        });
    }
});
