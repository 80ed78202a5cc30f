"""libpq and SQLAlchemy for a test: a line is `password URI`, answered by the password in it, or `connect URI`, by the login."""

import sys

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url

for line in sys.stdin:
    verb, uri = line.strip().split(" ", 1)
    if verb == "connect":
        with psycopg.connect(uri, connect_timeout=5) as connection:
            print(connection.execute("select current_user").fetchone()[0], flush=True)
    else:
        read = {conninfo_to_dict(uri)["password"], make_url(uri).password}
        print(" and ".join(read), flush=True)
