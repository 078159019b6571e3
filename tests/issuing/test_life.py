"""A label's life as a machine: two owners, three organisations, five processes; what must not follow is refused, and all records agree."""

import json
import os
import shutil
import tempfile
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from owning import FIRST, LEVELS, SMALL, STANDING, decision, moment
from working import Worker

from clustermark.credential.keys import Key
from clustermark.credential.verification import read_list, verify
from clustermark.files import Given
from clustermark.issuing.written import read
from clustermark.registry.registry import Registry
from clustermark.registry.state import Status
from clustermark.verbs.checking import trusted

OWNERS, ORGANISATIONS, PROCESSES = ("north", "south"), ("s-1", "s-2", "s-3"), 5
OWNER, OTHER = st.sampled_from(OWNERS), st.sampled_from(ORGANISATIONS)
LEVEL, PICK, PROCESS = st.sampled_from(LEVELS), st.integers(0, 50), st.integers(0, PROCESSES - 1)
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A run takes long; a failing one is read as it was found."""


def last_day(first, months=24):
    """The end of the month so many months later, as the scheme of the tests counts."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


class Known:
    """What the model knows of one label."""

    def __init__(self, organisation, level, until):
        self.organisation, self.level, self.until = organisation, level, until
        self.hold = ""
        self.name = f"Library {organisation} (synthetic)"

    def ended(self):
        return self.hold in {"withdrawn", "revoked"}


class Life(RuleBasedStateMachine):
    """The model knows the rules in its own words; each process is asked in turn, and must answer as the model expects."""

    workers: list[Worker]

    @initialize()
    def open(self):
        self.home, self.day = Path(tempfile.mkdtemp()), 0
        self.labels = {owner: {} for owner in OWNERS}
        self.used = {owner: set() for owner in OWNERS}
        self.keys = {owner: [] for owner in OWNERS}
        for owner in OWNERS:
            self.new_key(owner, 0)

    def today(self):
        return FIRST + timedelta(days=self.day)

    def key(self, owner):
        return self.keys[owner][-1]

    def do(self, process, verb, owner, key=None, **arguments):
        act = {"folder": self.home / owner, "at": moment(self.day), "key": key or self.key(owner)}
        self.touched = {owner}
        return self.workers[process].do(verb, **act, **arguments)

    def expect(self, answer, codes):
        """One of the codes that the rules give, with a remedy; or that it is done."""
        assert answer["code"] in (codes or {""}), answer
        assert not codes or answer["remedy"], answer

    def numbers(self, owner, pick):
        known = sorted(self.labels[owner])
        return known[pick % len(known)] if known else "2222-2222-X"

    @rule(days=st.integers(1, 200))
    def time_passes(self, days):
        self.day += days

    @rule(owner=OWNER, process=PROCESS)
    def new_key(self, owner, process):
        key = self.home / f"{owner}-{len(self.keys[owner])}.json"
        made = self.workers[process].do(
            "label_keygen",
            folder=self.home / owner,
            key=key,
            at=moment(self.day),
            issuer=f"did:web:{owner}.example",
        )
        assert made["code"] == "", made
        self.keys[owner].append(key)
        self.touched = {owner}

    @rule(owner=OWNER, process=PROCESS)
    def a_retired_key_signs_nothing(self, owner, process):
        for key in self.keys[owner][:-1]:
            self.expect(self.do(process, "label_status_list", owner, key=key), {"foreign-key"})

    def bundle(self, signer, organisation, level, by="board"):
        key = Key.read(self.key(signer).read_bytes()) if signer else None
        return decision(organisation, level, self.day, key, by)

    def claims(self, owner, organisation, level, but=""):
        """Whether the organisation has a label of this level that is in force, or would be if it were not suspended."""
        return any(
            one.organisation == organisation
            and one.level == level
            and not one.ended()
            and self.today() <= one.until
            for number, one in self.labels[owner].items()
            if number != but
        )

    @rule(owner=OWNER, organisation=OTHER, level=LEVEL, process=PROCESS)
    def award(self, owner, organisation, level, process):
        answer = self.do(
            process, "label_award", owner, file=self.bundle(owner, organisation, level), scheme=SMALL
        )
        codes = (
            {"same-decision"}
            if (self.day, organisation, level, len(self.keys[owner])) in self.used[owner]
            else set()
        )
        if self.claims(owner, organisation, level):
            codes |= {"impossible"}
        self.expect(answer, codes)
        if not codes:
            self.used[owner].add((self.day, organisation, level, len(self.keys[owner])))
            self.labels[owner][answer["number"]] = Known(organisation, level, last_day(self.today()))

    @rule(
        owner=OWNER,
        organisation=OTHER,
        level=LEVEL,
        process=PROCESS,
        who=st.sampled_from(["nobody", "other", "none"]),
    )
    def award_without_a_decision_that_counts(self, owner, organisation, level, process, who):
        other = next(one for one in OWNERS if one != owner)
        signer, by = {"nobody": (None, "board"), "other": (other, "board"), "none": (owner, "")}[who]
        answer = self.do(
            process, "label_award", owner, file=self.bundle(signer, organisation, level, by), scheme=SMALL
        )
        self.expect(
            answer, {"nobody": {"unsigned"}, "other": {"unknown-signer"}, "none": {"no-decision"}}[who]
        )

    @rule(owner=OWNER, pick=PICK, organisation=OTHER, level=LEVEL, process=PROCESS)
    def renew(self, owner, pick, organisation, level, process):
        number = self.numbers(owner, pick)
        answer = self.do(
            process,
            "label_renew",
            owner,
            number=number,
            file=self.bundle(owner, organisation, level),
            scheme=SMALL,
        )
        one, codes = self.labels[owner].get(number), set()
        used = (self.day, organisation, level, len(self.keys[owner]))
        if one is None:
            codes = {"unknown-label"}
        elif one.ended():
            codes = {"ended"}
        elif (one.organisation, one.level) != (organisation, level):
            codes = {"another-label"}
        else:
            late = self.today() > last_day(one.until, 12)
            again = self.claims(owner, organisation, level, but=number)
            wrong = one.hold or last_day(self.today()) <= one.until or late or again
            codes = ({"same-decision"} if used in self.used[owner] else set()) | (
                {"impossible"} if wrong else set()
            )
        self.expect(answer, codes)
        if not codes:
            self.used[owner].add(used)
            one.until = last_day(self.today())

    def known(self, owner, number):
        one = self.labels[owner].get(number)
        if one is None:
            return None, {"unknown-label"}
        return one, {"ended"} if one.ended() else set()

    @rule(owner=OWNER, pick=PICK, process=PROCESS, kind=st.sampled_from(["suspend", "withdraw", "revoke"]))
    def end(self, owner, pick, process, kind):
        number = self.numbers(owner, pick)
        answer = self.do(process, f"label_{kind}", owner, number=number, reason="drawn")
        one, codes = self.known(owner, number)
        if one and not codes and kind == "suspend" and (one.hold or self.today() > one.until):
            codes = {"impossible"}
        self.expect(answer, codes)
        if not codes:
            one.hold = {"suspend": "suspended", "withdraw": "withdrawn", "revoke": "revoked"}[kind]

    @rule(owner=OWNER, pick=PICK, process=PROCESS)
    def reinstate(self, owner, pick, process):
        number = self.numbers(owner, pick)
        answer = self.do(process, "label_reinstate", owner, number=number, reason="drawn", scheme=SMALL)
        one, codes = self.known(owner, number)
        if one and not codes and one.hold != "suspended":
            codes = {"impossible"}
        self.expect(answer, codes)
        if not codes:
            one.hold = ""

    @rule(owner=OWNER, pick=PICK, to=OTHER, process=PROCESS)
    def transfer(self, owner, pick, to, process):
        number = self.numbers(owner, pick)
        holder = {"to": to, "name": f"Library {to} (synthetic)", "country": "LV"}
        answer = self.do(
            process, "label_transfer", owner, number=number, reason="drawn", scheme=SMALL, **holder
        )
        one, codes = self.known(owner, number)
        if one and not codes:
            there = self.today() <= one.until and self.claims(owner, to, one.level, but=number)
            codes = {"impossible"} if to == one.organisation or there else set()
        self.expect(answer, codes)
        if not codes:
            one.organisation, one.name = to, f"Library {to} (synthetic)"

    @rule(owner=OWNER, pick=PICK, process=PROCESS, words=st.sampled_from(["", "Library of old (synthetic)"]))
    def correct(self, owner, pick, process, words):
        number = self.numbers(owner, pick)
        answer = self.do(
            process, "label_correct", owner, number=number, name=words or None, reason="drawn", scheme=SMALL
        )
        one = self.labels[owner].get(number)
        new = one and words not in {"", one.name}
        self.expect(answer, set() if new else {"nothing-to-correct"} if one else {"unknown-label"})
        if new:
            one.name = words

    @rule(owner=OWNER, pick=PICK, process=PROCESS)
    def nothing_ends_without_a_reason(self, owner, pick, process):
        answer = self.do(process, "label_revoke", owner, number=self.numbers(owner, pick), reason=" ")
        self.expect(answer, {"no-reason"})

    @rule(owner=OWNER, organisation=OTHER, level=LEVEL, one=PROCESS, other=PROCESS)
    def two_at_once(self, owner, organisation, level, one, other):
        """Two processes award on one decision: exactly one of them does, where the rules allow it."""
        if one == other or self.claims(owner, organisation, level):
            return
        used = (self.day, organisation, level, len(self.keys[owner]))
        if used in self.used[owner]:
            return
        bundle = self.bundle(owner, organisation, level)
        act = {"folder": self.home / owner, "at": moment(self.day), "key": self.key(owner), "scheme": SMALL}
        self.touched = {owner}
        for process in (one, other):
            self.workers[process].ask("label_award", file=bundle, **act)
        answers = sorted(
            (self.workers[process].answer() for process in (one, other)), key=lambda a: a["code"]
        )
        assert [answer["code"] for answer in answers] == ["", "same-decision"]
        self.used[owner].add(used)
        self.labels[owner][answers[0]["number"]] = Known(organisation, level, last_day(self.today()))

    @invariant()
    def everything_agrees(self):
        """Ledger, registry, status list, keys, files and the model say the same of every label."""
        for owner in getattr(self, "touched", ()):
            self.agrees(owner, self.home / owner)
        self.touched = set()

    def agrees(self, owner, folder):
        assert {path.name for path in folder.iterdir()} <= STANDING
        ledger = read(Given((folder / "ledger.jsonl").read_bytes(), "ledger.jsonl"))
        assert set(ledger.states) == set(self.labels[owner])
        documents = json.loads((folder / "did.json").read_text(encoding="utf-8"))
        assert len(documents["verificationMethod"]) == len(self.keys[owner])
        issuers = trusted([str(folder / "did.json")])
        listed = read_list((folder / "status-list.json").read_bytes(), issuers)
        at = max(listed.first, ledger.last)
        public = {
            label.label: status for label, status in Registry.of(ledger.events, LEVELS).as_of(at.date())
        }
        for number, known in self.labels[owner].items():
            state = ledger.states[number]
            assert (state.holder.number, state.level, state.hold or "") == (
                known.organisation,
                known.level,
                known.hold,
            )
            assert state.valid_until == known.until
            assert public[number] is state.status(at.date())
            credentials = ledger.credentials(number)
            valid = [
                verify((folder / "labels" / f"{one.stem}.json").read_bytes(), issuers, listed, at).valid
                for one in credentials
            ]
            assert any(valid) == valid[-1] == (public[number] is Status.VALID)
        stems = {one.stem for number in ledger.states for one in ledger.credentials(number)}
        there = folder / "labels"
        assert {path.name.partition(".")[0] for path in there.glob("*.json")} == stems

    def teardown(self):
        if hasattr(self, "home"):
            shutil.rmtree(self.home)


@pytest.mark.laws
def test_a_labels_life_follows_its_rules():
    Life.workers = [Worker() for _ in range(PROCESSES)]
    large = os.environ.get("HYPOTHESIS_PROFILE") == "large"
    try:
        Life.TestCase.settings = settings(
            max_examples=200 if large else 20,
            stateful_step_count=30,
            deadline=None,
            phases=WITHOUT_SHRINKING,
        )
        case = Life.TestCase()
        case.runTest()
    finally:
        for worker in Life.workers:
            worker.end()
