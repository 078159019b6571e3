"""A process that does what it is told, a line at a time; or does it in a child that is stopped before its n-th file operation.

A request is `{"verb", "arguments", "stop", "before"}`: `stop` is kill, interrupt or fail; the answer says what came of it.
"""

import base64
import errno
import json
import os
import runpy
import signal
import sys
import time
from datetime import date, datetime

import clustermark
from clustermark.credential.badge import Badge, png
from clustermark.errors import ClustermarkError
from clustermark.files import Given
from clustermark.issuing import papers

CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate", "os.chmod"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def understood(value):
    match value:
        case {"bytes": text, "name": name}:
            return Given(base64.b64decode(text), name)
        case {"moment": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
    return value


def done(request):
    function = getattr(clustermark, request["verb"])
    try:
        made = function(**{name: understood(value) for name, value in request["arguments"].items()})
    except ClustermarkError as error:
        problem = error.problems[0]
        return {"code": problem.code, "says": str(error), "remedy": problem.remedy is not None}
    except KeyboardInterrupt:
        return {"code": "interrupted"}
    return {"code": "", "number": getattr(made, "number", "")}


class Stopper:
    """Counts the operations that change files, and stops before one of them."""

    def __init__(self, how, at):
        self.how, self.at, self.count = how, at, 0

    def install(self):
        sys.addaudithook(self.hear)
        os.fsync = self.settle

    def hear(self, event, arguments):
        writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
        if event in CHANGES or writing:
            self.step()

    def settle(self, _file):
        self.step()

    def step(self):
        self.count += 1
        if self.count == self.at:
            match self.how:
                case "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                case "interrupt":
                    signal.raise_signal(signal.SIGINT)
                case "fail":
                    raise OSError(errno.ENOSPC, "No space left on device")


def in_a_child(request):
    """What a child says, how it ended, and how many operations it came to."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        stopper = Stopper(request["stop"], request["before"])
        stopper.install()
        answer = done(request)
        os.write(writing, json.dumps(answer | {"operations": stopper.count}).encode())
        os._exit(0)
    os.close(writing)
    if request["stop"] == "later":
        time.sleep(request["before"])
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else {"code": "killed"}


def main():
    papers.certificate = lambda _found, lang: f"certificate in {lang}".encode()
    papers.png = lambda _badge: PNG
    os.fsync = lambda _file: None  # no power cut can be tried here, and it costs most of the time
    for stubs in sys.argv[1:]:
        runpy.run_path(stubs)
    for line in sys.stdin:
        request = json.loads(line)
        answer = in_a_child(request) if request.get("stop") else done(request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


PNG = png(Badge("A", 0, 1, "B"), 8)

if __name__ == "__main__":
    main()
