"""Why a deed is not recorded. The code names the rule."""

from clustermark.errors import InputError, Place
from clustermark.words.message import Message


class Refused(InputError):  # noqa: N818 - an answer, not a defect
    """What may not follow what is recorded."""

    @property
    def code(self) -> str:
        return self.problems[0].code


def refused(code: str, what: Message, remedy: Message, path: str = "") -> Refused:
    return Refused.because(what, remedy, Place(path=path), code=code)
