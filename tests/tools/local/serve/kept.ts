import type { KeptPlatform } from "../../../../tools/local/serve/keepOpen";

/** A kept platform as the tests use it. */
export const kept: KeptPlatform = {
    invokeUrl: "http://127.0.0.1:4000/2015-03-31/functions/dev-access/invocations",
    rotateUrls: {
        migration: "http://127.0.0.1:4000/rotate/migration",
        application: "http://127.0.0.1:4000/rotate/application",
        reader: "http://127.0.0.1:4000/rotate/reader",
    },
    serviceFile: "/tmp/local-keep-1/pg_service.conf",
    passFile: "/tmp/local-keep-1/pgpass",
    caFile: "/tmp/local-postgres-1/authority.pem",
    services: { migration: "x-migration", application: "x-application", reader: "x-reader" },
    uris: {
        migration: "postgresql://migration_a@localhost:5433/x",
        application: "postgresql://application_a@localhost:5433/x",
        reader: "postgresql://reader_a@localhost:5433/x",
    },
    jdbcUrls: {
        migration: "jdbc:postgresql://localhost:5433/x?user=migration_a",
        application: "jdbc:postgresql://localhost:5433/x?user=application_a",
        reader: "jdbc:postgresql://localhost:5433/x?user=reader_a",
    },
    applicationFile: "/tmp/local-keep-1/application.env",
};
