import assert from "node:assert/strict";
import { parseSettings } from "../../../settings";
import { planNew } from "../../../tools/databases/planNew";
import { declaringProd } from "../../program/runs";
import { stackValues } from "../../settings/stackFiles";

describe("npm run databases -- --new", () => {
    const plan = (engineVersion: string) => {
        const config = Object.entries(declaringProd.config ?? {}).map(
            ([key, value]) => [key.replace(/.*:/, ""), value] as const,
        );
        const changes = { ...Object.fromEntries(config), engineVersion };
        const { database } = parseSettings(stackValues("prod", changes), "prod");
        return planNew(database.declaration ?? { roles: [], databases: [] }, database).statements;
    };

    it("prints roles, databases and grants in the order of a run", () => {
        const statements = plan("17").map(({ database, statement }) => `${database}: ${statement}`);

        assert.deepEqual(statements, [
            'experimentation: CREATE ROLE "experimentation_owner" NOLOGIN',
            'experimentation: CREATE ROLE "experimentation_writer" NOLOGIN',
            'experimentation: CREATE ROLE "experimentation_reader" NOLOGIN',
            'experimentation: CREATE ROLE "analysts" NOLOGIN INHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT -1',
            'experimentation: CREATE ROLE "jane" LOGIN INHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT 5',
            'experimentation: CREATE ROLE "marts_owner" NOLOGIN INHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT -1',
            'experimentation: GRANT "marts_owner" TO CURRENT_USER',
            `experimentation: COMMENT ON ROLE "analysts" IS '{"declaredBy":"experimentation","memberOf":[]}'`,
            'experimentation: GRANT "analysts" TO "jane"',
            'experimentation: GRANT "rds_iam" TO "jane"',
            `experimentation: COMMENT ON ROLE "jane" IS '{"declaredBy":"experimentation","memberOf":["analysts","rds_iam"]}'`,
            'experimentation: GRANT "marts_owner" TO "experimentation_owner"',
            `experimentation: COMMENT ON ROLE "marts_owner" IS '{"declaredBy":"experimentation","memberOf":[],"members":["experimentation_owner"]}'`,
            'experimentation: CREATE DATABASE "reports" OWNER "marts_owner" TEMPLATE template0',
            'reports: REVOKE ALL ON DATABASE "reports" FROM PUBLIC',
            'reports: CREATE SCHEMA "extensions"',
            'reports: CREATE EXTENSION "citext" SCHEMA "extensions" CASCADE',
            'reports: CREATE SCHEMA "marts" AUTHORIZATION "marts_owner"',
            'reports: GRANT CONNECT ON DATABASE "reports" TO "analysts"',
            'reports: GRANT USAGE ON SCHEMA "extensions" TO "marts_owner"',
            'reports: GRANT USAGE ON SCHEMA "extensions", "marts" TO "analysts"',
            'reports: ALTER DEFAULT PRIVILEGES FOR ROLE "marts_owner" IN SCHEMA "marts" GRANT SELECT ON TABLES TO "analysts"',
            `reports: COMMENT ON DATABASE "reports" IS '{"declaredBy":"experimentation","grants":[{"to":"analysts","schema":"marts","tables":["select"]}]}'`,
        ]);
    });

    it("gives the master the right to grant each role after an upgrade from PostgreSQL 15, but not of logins", () => {
        const grants = plan("15").filter(({ statement }) => statement.endsWith("WITH ADMIN OPTION"));

        assert.deepEqual(
            grants.map(({ statement }) => statement),
            ["marts_owner", "analysts"].map((role) => `GRANT "${role}" TO CURRENT_USER WITH ADMIN OPTION`),
        );
    });
});
