"""Other processes, told what to do from here."""

import base64
import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

WORKER = Path(__file__).with_name("worker.py")


def plain(value):
    match value:
        case bytes():
            return {"bytes": base64.b64encode(value).decode(), "name": "bundle.json"}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Path():
            return str(value)
    return value


class Worker:
    """A process of its own; `stubs`: files that are run in it first."""

    def __init__(self, *stubs):
        self.process = subprocess.Popen(
            [sys.executable, WORKER, *stubs], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, verb, *, stop="", before=0, **arguments):
        request = {
            "verb": verb,
            "arguments": {n: plain(v) for n, v in arguments.items()},
            "stop": stop,
            "before": before,
        }
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def answer(self):
        return json.loads(self.process.stdout.readline())

    def do(self, verb, **more):
        self.ask(verb, **more)
        return self.answer()

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
