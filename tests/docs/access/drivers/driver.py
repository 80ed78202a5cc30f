"""Runs docs/snippets/application.py for a test: each line of standard input is a call, each line of output its result."""

import json
import pathlib
import sys
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "docs" / "snippets"))

import application

# A wrong certificate cannot be told from a server that is away, and is tried again until then.
application.LIMIT_SECONDS = 4


def record(event):
    """A write that may not be done twice."""

    def insert(connection):
        connection.execute(
            "insert into experimentation.metric_events (unit_id, metric) values (%(unit)s, %(metric)s)", event
        )
        return {}

    return application.Database().transaction(insert)


calls = {"assign": application.handler, "record": record}

for line in sys.stdin:
    request = json.loads(line)
    try:
        result = {"value": calls[request["call"]](request["event"])}
    except Exception:
        # Everything that an error shows to a log.
        result = {"error": traceback.format_exc()}
    print(json.dumps(result), flush=True)
