import { schemaName } from "../../../shared/database/schema";
import type { Migration } from "./migration";
import { version1 } from "./version1";
import { version2 } from "./version2";
import { version3 } from "./version3";
import { version4 } from "./version4";
import { version5 } from "./version5";

export type { Migration } from "./migration";

/** The table of the applied migrations. */
export const migrationsTable = `${schemaName}.schema_migrations`;

/** The migrations of the schema, oldest first. */
export const migrations: readonly Migration[] = [version1, version2, version3, version4, version5];
