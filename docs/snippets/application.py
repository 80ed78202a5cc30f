"""Connects an application to the database. Environment variables:

PARAMETER_PATH      path of the parameters: /experimentation/<env>/database/
PGSSLROOTCERT       the file of RDS's certificate authorities
PGHOSTADDR, PGPORT  address and port of a forwarded port; the certificate must still name the host
"""

import itertools
import json
import os
import sys
import time

import boto3
import psycopg
from botocore.config import Config

LIMIT_SECONDS = 25
PAUSE_SECONDS = 1

aws_limits = Config(connect_timeout=2, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 3})
ssm = boto3.client("ssm", config=aws_limits)
secrets_manager = boto3.client("secretsmanager", config=aws_limits)


class CommitUnconfirmed(Exception):
    """The commit was sent and not confirmed: look before you repeat it."""


class Database:
    """A connection that is opened again after rotations and failovers. Each thread needs its own Database.

    For the readers: Database("reader-host", "reader-secret-arn").
    """

    def __init__(self, host_key="host", secret_key="secret-arn"):
        self._keys = [host_key, "port", "name", secret_key]
        self._facts = None
        self._login = None
        self._connection = None

    def transaction(self, work, repeatable=False):
        """Runs work(connection) in one transaction, and repeats it if it certainly had no effect.

        The effect of a commit that was sent and not confirmed is unknown: such a transaction is repeated only if it is
        repeatable.
        """
        deadline = time.monotonic() + LIMIT_SECONDS
        read_again = False
        for attempt in itertools.count():
            committing = False
            try:
                connection = self._connected()
                with connection.transaction():
                    result = work(connection)
                    committing = True
                return result
            except psycopg.Error as error:
                connecting = self._connection is None
                if not connecting and not is_lost(self._connection, error):
                    raise
                self.close()
                if committing and not repeatable:
                    raise CommitUnconfirmed(CommitUnconfirmed.__doc__) from error
                refused = connecting and login_refused(error)
                if refused or error.sqlstate == "25006":
                    # The database refuses the login or only reads: another one may have taken its place.
                    self._facts = self._login = None
                if (refused and read_again) or time.monotonic() + PAUSE_SECONDS > deadline:
                    raise
                read_again = read_again or refused
            if attempt > 0:
                time.sleep(PAUSE_SECONDS)

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self):
        if self._connection is None:
            self._facts = self._facts or read_parameters(self._keys)
            host, port, name, secret_arn = self._facts
            self._login = self._login or read_login(secret_arn)
            user, password = self._login
            self._connection = psycopg.connect(
                host=host,
                hostaddr=os.environ.get("PGHOSTADDR"),
                port=os.environ.get("PGPORT", port),
                dbname=name,
                user=user,
                password=password,
                sslmode="verify-full",
                sslrootcert=os.environ["PGSSLROOTCERT"],
                ssl_min_protocol_version="TLSv1.2",
                connect_timeout=5,
                options="-c statement_timeout=20s",
                # Closes a connection after 20 s without an answer from the server.
                keepalives_idle=5,
                keepalives_interval=5,
                keepalives_count=3,
                tcp_user_timeout=20_000,
                application_name="experiment-service",
                autocommit=True,
            )
        return self._connection


def is_lost(connection, error):
    """Connection broken; server starting or stopping (57P..), or no longer the writer (25006)."""
    sqlstate = error.sqlstate or ""
    return connection.closed or sqlstate.startswith("57P") or sqlstate == "25006"


def login_refused(error):
    """libpq has no SQLSTATE for a failed connection. If it had sent the password, the server refused it."""
    return error.pgconn is not None and error.pgconn.used_password


def read_parameters(keys):
    names = [os.environ["PARAMETER_PATH"] + key for key in keys]
    answer = ssm.get_parameters(Names=names)
    values = {parameter["Name"]: parameter["Value"] for parameter in answer["Parameters"]}
    missing = [name for name in names if name not in values]
    if missing:
        raise RuntimeError(f"{', '.join(missing)}: no such parameter; look at PARAMETER_PATH")
    return [values[name] for name in names]


def read_login(secret_arn):
    answer = secrets_manager.get_secret_value(SecretId=secret_arn)
    try:
        secret = json.loads(answer["SecretString"])
    except ValueError:
        # Without the cause, which contains the secret.
        raise RuntimeError("The secret is not JSON") from None
    if not secret.get("password"):
        raise RuntimeError("The first rotation has not created the login yet; try again in a minute")
    return secret["username"], secret["password"]


database = Database()


def handler(event, context=None):
    """Lambda's handler, or an ordinary function elsewhere.

    Keeps the variant that a unit got first, and answers it. Doing it twice is harmless: the key (experiment and unit)
    is the application's own.
    """

    def assign(connection):
        connection.execute(
            """
            insert into experimentation.assignments (experiment_id, unit_id, variant_id)
            select e.id, %(unit)s, v.id
            from experimentation.experiments e join experimentation.variants v on v.experiment_id = e.id
            where e.key = %(experiment)s and v.key = %(variant)s
            on conflict (experiment_id, unit_id) do nothing
            """,
            event,
        )
        assigned = connection.execute(
            """
            select v.key
            from experimentation.experiments e
            join experimentation.assignments a on a.experiment_id = e.id
            join experimentation.variants v on v.id = a.variant_id
            where e.key = %(experiment)s and a.unit_id = %(unit)s
            """,
            event,
        ).fetchone()
        return {"variant": assigned and assigned[0]}

    return database.transaction(assign, repeatable=True)


# To try it: `python3 application.py EXPERIMENT VARIANT` assigns the unit in each line of standard input.
if __name__ == "__main__":
    for line in sys.stdin:
        unit = line.strip()
        try:
            assigned = handler({"experiment": sys.argv[1], "unit": unit, "variant": sys.argv[2]})
        except psycopg.Error as error:
            assigned = error.sqlstate or type(error).__name__
        print(f"{unit}: {json.dumps(assigned)}", flush=True)
    database.close()
