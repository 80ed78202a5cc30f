"""SQLAlchemy and psycopg with the secret's login. It reads the same environment variables as application.py."""

import json
import os
import sys

import boto3
import psycopg
from botocore.config import Config
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

aws_limits = Config(connect_timeout=2, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 3})
ssm = boto3.client("ssm", config=aws_limits)
secrets_manager = boto3.client("secretsmanager", config=aws_limits)


def make_engine():
    """An engine whose pool survives rotations."""
    engine = create_engine(
        "postgresql+psycopg://",
        pool_size=5,  # Of the connections that the login may have in all processes together.
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,  # A connection that the server has ended is replaced before it is used.
        connect_args={
            "sslmode": "verify-full",
            "sslrootcert": os.environ["PGSSLROOTCERT"],
            "ssl_min_protocol_version": "TLSv1.2",
            "connect_timeout": 5,
            "options": "-c statement_timeout=20s",
            "tcp_user_timeout": 20_000,
            "application_name": "experiment-service",
        },
    )
    target = None

    @event.listens_for(engine, "do_connect")
    def log_in(dialect, _record, arguments, parameters):
        """A refused login comes from outdated copies: reads the parameters and the secret again, once."""
        nonlocal target
        tried = target = target or read_target()
        try:
            return dialect.connect(*arguments, **parameters, **tried)
        except psycopg.OperationalError as error:
            # libpq has no SQLSTATE here. If it had sent the password, the server refused it.
            if error.pgconn is None or not error.pgconn.used_password:
                raise
        if target is tried:
            target = read_target()
        return dialect.connect(*arguments, **parameters, **target)

    return engine


def read_target():
    names = [os.environ["PARAMETER_PATH"] + key for key in ("host", "port", "name", "secret-arn")]
    found = {parameter["Name"]: parameter["Value"] for parameter in ssm.get_parameters(Names=names)["Parameters"]}
    host, port, database, secret_arn = (found[name] for name in names)
    return {
        "host": host,
        "hostaddr": os.environ.get("PGHOSTADDR"),
        "port": os.environ.get("PGPORT", port),
        "dbname": database,
        **read_login(secret_arn),
    }


def read_login(secret_arn):
    answer = secrets_manager.get_secret_value(SecretId=secret_arn)
    try:
        secret = json.loads(answer["SecretString"])
    except ValueError:
        # Without the cause, which contains the secret.
        raise RuntimeError("The secret is not JSON") from None
    return {"user": secret["username"], "password": secret["password"]}


VISIT = text("insert into experimentation.metric_events (unit_id, metric) values (:unit, 'visit')")
VISITS = text(
    "select count(*), current_user from experimentation.metric_events where metric = 'visit' and unit_id = :unit"
)

# Each line of standard input is the name of a unit; each counts as a visit.
if __name__ == "__main__":
    engine = make_engine()
    for line in sys.stdin:
        unit = line.strip()
        try:
            with engine.begin() as connection:
                connection.execute(VISIT, {"unit": unit})
                visits, login = connection.execute(VISITS, {"unit": unit}).one()
            print(f"{unit}: {visits} visits, as {login}", flush=True)
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", error)).splitlines()[0]
            print(f"{unit}: {reason}", flush=True)
    engine.dispose()
