import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Stand-ins for extensions that only Aurora has, with the schemas, functions and restrictions that AWS's documents and
 * the extensions' control files name. They prove the statements of the rotation and of the documents, not Aurora.
 */
const standIns: Readonly<Record<string, { readonly control: string; readonly script: string }>> = {
    aws_commons: {
        control: "relocatable = false\ntrusted = true",
        script: `create schema aws_commons;
            create type aws_commons._s3_uri_1 as (bucket text, file_path text, region text);
            create function aws_commons.create_s3_uri(bucket text, file_path text, region text)
                returns aws_commons._s3_uri_1 language sql as 'select row(bucket, file_path, region)';
            revoke all on function aws_commons.create_s3_uri from public;
            grant usage on schema aws_commons to rds_superuser with grant option;
            grant execute on function aws_commons.create_s3_uri to rds_superuser with grant option`,
    },
    // The options are those of COPY, so COPY itself checks them, with /dev/null as the object. It needs the superuser,
    // to whom the extension's objects belong. The query and the table are used with the caller's rights.
    aws_s3: {
        control: "relocatable = false\ntrusted = true\nrequires = 'aws_commons'",
        script: `create schema aws_s3;
            create function aws_s3._copy(statement text) returns void language plpgsql security definer
                as 'begin execute statement; end';
            create function aws_s3.query_export_to_s3(
                query text, s3_info aws_commons._s3_uri_1, options text default 'format text', kms_key text default null,
                out rows_uploaded bigint, out files_uploaded bigint, out bytes_uploaded bigint
            ) language plpgsql as $$ begin
                execute format('select count(*), 1, 0 from (%s) query', query)
                    into rows_uploaded, files_uploaded, bytes_uploaded;
                perform aws_s3._copy(format('copy (select 1) to %L with (%s)', '/dev/null', options));
            end $$;
            create function aws_s3.table_import_from_s3(
                table_name text, column_list text, options text, s3_info aws_commons._s3_uri_1
            ) returns text language plpgsql as $$ begin
                if not has_table_privilege(table_name, 'insert') then
                    raise insufficient_privilege;
                end if;
                perform aws_s3._copy(format('copy %s (%s) from %L %s', table_name, column_list, '/dev/null', options));
                return format('0 rows imported into relation "%s" from file %s of 0 bytes', table_name, s3_info.file_path);
            end $$;
            revoke all on all functions in schema aws_s3 from public;
            grant usage on schema aws_s3 to rds_superuser with grant option;
            grant execute on all functions in schema aws_s3 to rds_superuser with grant option`,
    },
    pg_cron: {
        control: "relocatable = false\ntrusted = true\nschema = pg_catalog",
        script: `create schema cron;
            create function cron.schedule(text, text) returns bigint language sql as 'select 1::bigint';
            grant usage on schema cron to rds_superuser with grant option`,
    },
    pg_partman: {
        control: "relocatable = false\nsuperuser = false",
        script: `create table part_config (parent_table text);
            create procedure run_maintenance_proc() language sql as 'select 1'`,
    },
};

/** The names of the stand-ins. */
export const standInNames = Object.keys(standIns);

/** Adds the stand-ins to the folder of a server's control files. */
export function writeStandIns(folder: string): void {
    for (const [name, { control, script }] of Object.entries(standIns)) {
        writeFileSync(join(folder, `${name}.control`), `default_version = '1.0'\n${control}\n`);
        writeFileSync(join(folder, `${name}--1.0.sql`), script);
    }
}

/** Removes them again, because other tests of the process use the same server. */
export function removeStandIns(folder: string): void {
    for (const name of standInNames) {
        rmSync(join(folder, `${name}.control`));
        rmSync(join(folder, `${name}--1.0.sql`));
    }
}
