"""Make one thing wrong in the process at a time, and see that a test falls. A mutation that no test catches is a test that is missing."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Mutation(NamedTuple):
    """In a file of the room, `old` (there exactly once) becomes `new`; the tests named so must not pass."""

    file: str
    old: str
    new: str
    tests: str


MUTATIONS = (
    # conflicts and people
    Mutation(
        "conflicts.py",
        "Standing.NONE if who in case.declared else Standing.UNKNOWN",
        "Standing.NONE",
        "test_1_",
    ),
    Mutation(
        "visible.py",
        "                self.unknown = bool(seats)",
        "                self.unknown = False",
        "test_1_",
    ),
    Mutation(
        "may.py", "case Standing.UNKNOWN if not row.unknown:", "case Standing.UNKNOWN if False:", "test_1_"
    ),
    Mutation(
        "conflicts.py",
        ">= setting.calendar.day(case.began)",
        "> setting.calendar.day(case.began)",
        "test_2_a_fact or test_2_on",
    ),
    Mutation(
        "conflicts.py",
        "    if last is None:\n        return True",
        "    if last is None:\n        return False",
        "test_2_through",
    ),
    Mutation(
        "persons.py",
        "numbers = self._numbers.get(self.one(number), (number,))",
        "numbers = (number,)",
        "test_2_through",
    ),
    Mutation("seats.py", "if any(case.of.get(who) for who in same):", "if False:", "test_2_nobody"),
    Mutation("conflicts.py", 'not in {"", case.organisation}', 'in {"nobody"}', "test_2_a_fact_about"),
    Mutation(
        "guards.py",
        'if a.case.who(a.what.person) != a.who:\n        return say("nobody can declare',
        'if False:\n        return say("nobody can declare',
        "test_4_",
    ),
    Mutation(
        "losses.py",
        "if person in case.declared and into in case.declared:",
        "if person in case.declared or into in case.declared:",
        "test_5_",
    ),
    Mutation("losses.py", "**(conflict(after, into, deed, setting) if blocked else {})", "**{}", "test_5_"),
    Mutation(
        "seats.py",
        "wrong = before - {GROUPS[role]} or (role is Role.APPEAL and case.acted & same)",
        "wrong = None",
        "test_6_ or test_29",
    ),
    Mutation(
        "outcomes.py",
        "barred = a.who in a.case.clerked or a.who in decided",
        "barred = a.who in decided",
        "test_6_the_clerk",
    ),
    Mutation(
        "guards.py", "if foreign + left < team.foreign:", "if foreign + left < team.foreign - 1:", "test_7_"
    ),
    Mutation(
        "guards.py",
        "if national + left < team.national else None",
        "if national + left < 0 else None",
        "test_7_",
    ),
    Mutation("seats.py", "if any(seat is None for seat in seats):", "if False:", "test_7_"),
    Mutation(
        "may.py",
        '            return say("you have a conflict of interest")',
        "            return None",
        "test_8_",
    ),
    Mutation(
        "voting.py", "return None if now and a.who in now.roster else", "return None if now else", "test_9_"
    ),
    Mutation("voting.py", "is Standing.UNKNOWN]", "is None]", "test_10_ or test_29"),
    Mutation(
        "voting.py", "body is None or len(able) < body.quorum else None", "body is None else None", "test_10_"
    ),
    Mutation("voting.py", "quorum = len(counted) >= body.quorum", "quorum = True", "test_10_"),
    Mutation("voting.py", "n >= body.minimum", "n >= 0", "test_10_"),
    Mutation(
        "voting.py",
        "n * 100 > body.majority.percent * whole",
        "n * 100 >= body.majority.percent * whole",
        "tie",
    ),
    Mutation(
        "voting.py",
        "p not in ballot.recused and free(case, p, setting)",
        "free(case, p, setting)",
        "test_10_ or row",
    ),
    # what is seen
    Mutation(
        "visible.py", "if self.only is not None and thing.kind not in self.only:", "if False:", "test_11_"
    ),
    Mutation(
        "visible.py",
        "        if not case.all_signed or who not in case.sets:\n            return N\n        return F",
        "        return F",
        "test_12_",
    ),
    Mutation("visible.py", "        return N if late else F", "        return F", "test_12_"),
    Mutation(
        "visible.py", '"save-findings": Kind.DRAFT', '"save-findings": Kind.STATE', "test_12_ or test_13_"
    ),
    Mutation(
        "visible.py", '"sign-findings": Kind.SET', '"sign-findings": Kind.STATE', "test_12_ or test_13_"
    ),
    Mutation("visible.py", "Kind.DRAFT: {},", "Kind.DRAFT: {R.OFFICER: F},", "test_12_the_officer"),
    Mutation(
        "visible.py",
        "Kind.SET: ASSESSORS | {R.OFFICER: F, R.APPEAL: F}",
        "Kind.SET: APPLICANTS | ASSESSORS | {R.OFFICER: F, R.APPEAL: F}",
        "test_12_individual",
    ),
    Mutation(
        "show.py",
        "if viewer.roles & ASSESSING and o.step in INSIDE_THE_TEAM and not case.all_signed:\n        return None",
        "if False:\n        return None",
        "test_12_ or test_13_",
    ),
    Mutation(
        "visible.py",
        "return F if self.case.ballot is None or self.case.ballot.closed else N",
        "return F",
        "test_13_votes",
    ),
    Mutation("visible.py", "return F if inside or self.case.announced else N", "return F", "test_14_"),
    Mutation(
        "show.py",
        "    return OUTWARD.get(case.state, case.state)\n\n\ndef _work",
        "    return case.state\n\n\ndef _work",
        "test_14_",
    ),
    Mutation(
        "visible.py",
        "now.result is Result.AWARDED and self.case.announced is not None",
        "now.result is not None and self.case.announced is not None",
        "test_14_",
    ),
    Mutation("visible.py", "self.case.announced is not None", "True", "test_14_"),
    Mutation("mail.py", "    if not viewer.sees(Thing(Kind.SHEET)):\n        return None\n", "", "test_15_"),
    Mutation(
        "mail.py", "(case.number, thing.kind.value, role)", "(case.number, thing.kind.value, who)", "test_16_"
    ),
    # time
    Mutation("windows.py", "setting.calendar.day(at) <= due(", "setting.calendar.day(at) < due(", "test_19_"),
    Mutation("due.py", "and day > self.due", "and day >= self.due", "test_19_"),
    Mutation("windows.py", "    if more := case.extensions.get(period):", "    if more := 0:", "test_21_"),
    Mutation(
        "windows.py",
        "ended is not None and ended > opened",
        "ended is not None and ended < opened",
        "test_21_",
    ),
    Mutation("calendar.py", "day not in free and ", "", "test_20_"),
    Mutation("due.py", "if key not in sent)", ")", "test_22_"),
    Mutation(
        "due.py",
        "calendar.day(one.opened) < calendar.before(one.due, n) <= day",
        "calendar.before(one.due, n) == day",
        "test_22_",
    ),
    Mutation(
        "guards.py",
        "judged = {r.criterion for r in own.ratings.values() if r.judged} if own else set()",
        "judged = set(own.ratings) if own else set()",
        "test_23_",
    ),
    Mutation(
        "guards.py",
        "missing = a.level.visit is not None and a.who not in a.case.present",
        "missing = False",
        "test_24_",
    ),
    Mutation("check.py", "    if seen != expects:", "    if False:", "test_25_ or clash"),
    # decision
    Mutation(
        "may.py",
        "if what is not None and row.relies and relies_on != relied(case, row.relies):",
        "if False:",
        "test_28_ or older",
    ),
    Mutation("voting.py", "old = now is not None and now.on != a.case.basis", "old = False", "test_28_"),
    Mutation("outcomes.py", "old = now is not None and now.basis != a.case.basis", "old = False", "test_28_"),
    Mutation("case.py", "if one.signed and not one.void)", "if one.signed)", "test_31_"),
    Mutation(
        "guards.py",
        "if agreed.reason is None and _spread(found) >= limit:",
        "if agreed.reason is None and _spread(found) > 99:",
        "test_33_",
    ),
    Mutation(
        "guards.py",
        'return say("your findings are signed") if a.case.has_signed(a.who) else None',
        "return None",
        "take_a_step",
    ),
    Mutation("outcomes.py", "a.day < a.what.until <= last", "a.day < a.what.until", "test_36_"),
    Mutation(
        "outcomes.py",
        "whole = a.what.appeal_until == last and a.what.appeal_body",
        "whole = a.what.appeal_until",
        "test_37_",
    ),
    Mutation(
        "table.py",
        "lost = deed.number in case.taints and not _whole(case, setting)",
        "lost = False",
        "test_31_",
    ),
    Mutation(
        "losses.py",
        "    if took_part:\n        return changes | taint(case, deed)\n",
        "",
        "test_31_ or silver",
    ),
    Mutation("losses.py", "holds = found.quorum and result is now.result", "holds = True", "recounted"),
    Mutation("record.py", 'if data.get("hash") != deed.hash:', "if False:", "test_a_changed_deed"),
    Mutation(
        "record.py",
        "elif deed.before != (last.hash if last else None):",
        "elif False:",
        "test_a_changed_deed",
    ),
    Mutation(
        "guards.py",
        'say("only an appearance of conflict can be waived") if wrong else None',
        "None",
        "take_a_step",
    ),
)


def caught(mutation: Mutation, room: Path) -> bool:
    """Whether a test falls in a copy of the sources with this one thing wrong."""
    path = room / mutation.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutation.old) != 1:
        sys.exit(
            f"{mutation.file}: this stands there {text.count(mutation.old)} times, not once: {mutation.old}"
        )
    path.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        return _falls(mutation.tests, room.parents[1])
    finally:
        path.write_text(text, encoding="utf-8")


def _falls(tests: str, source: Path) -> bool:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/process",
        "--ignore=tests/process/test_machine.py",
        "-k",
        tests,
    ]
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode and "FAILED" not in ran.stdout:
        sys.exit(f"the tests {tests} cannot be run:\n{ran.stdout[-2000:]}")
    return bool(ran.returncode)


def main() -> None:
    wanted = sys.argv[1:]
    chosen = [m for n, m in enumerate(MUTATIONS, start=1) if not wanted or str(n) in wanted]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
        missed = [m for m in chosen if not _told(m, source / "clustermark" / "process")]
    print(f"{len(chosen)} mutations, {len(missed)} not caught")
    sys.exit(bool(missed))


def _told(mutation: Mutation, room: Path) -> bool:
    found = caught(mutation, room)
    print(
        "caught " if found else "MISSED ",
        mutation.file,
        "|",
        mutation.new.strip()[:90] or f"without: {mutation.old.strip()[:80]}",
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
