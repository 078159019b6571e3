"""Why a deed is not recorded. The code names the rule."""

from clustermark.errors import InputError, Place
from clustermark.words.message import Message, say
from clustermark.words.signs import hidden_in


class Refused(InputError):  # noqa: N818 - an answer, not a defect
    """What may not follow what is recorded."""

    @property
    def code(self) -> str:
        return self.problems[0].code


def refused(code: str, what: Message, remedy: Message, path: str = "") -> Refused:
    return Refused.because(what, remedy, Place(path=path), code=code)


def refuse_hidden(*texts: str) -> None:
    """Raises Refused for signs that are not read, or are no text at all; a text may have lines."""
    if hidden := hidden_in("".join(texts), kept="\n"):
        what = say(
            "it holds the character {name}, which is not read but steers what stands beside it",
            name=hidden[0],
        )
        raise refused("letters", what, say("take the character out"))
