"""The first attacker: with every byte that the bot keeps, after the close, who answered what stays a guess.

The attacker has the whole database file, its log, its index, a backup, everything that was logged, the operator's key,
and knows from elsewhere who voted in which poll. What is published gives a chance to guess; the bytes must add nothing.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, select
from structlog.testing import capture_logs

from bot.features.checkins import store, tables
from bot.features.checkins.answering import counting
from bot.features.checkins.answering.tags import Tagger
from bot.features.checkins.asking import opening
from bot.features.checkins.model import Checkin, Item
from bot.kernel.events import Press
from bot.kernel.features import Bot, House, Standing
from bot.kernel.places import Person
from bot.operator.backup import back_up
from bot.store import courses
from bot.store.address import Address
from tests.features.questioning import course_id
from tests.world.people import HOME
from tests.world.school import School, Someone, open_course

VOTERS, OPTIONS = 10, ("0", "1", "2", "3")
PEOPLE = [f"pupil-{number:02}-{number * 7919 % 9973:04}" for number in range(40)]
SECRET = House(key=b"a key for tests").secret("checkins")
TAG = re.compile(rb"(?=([0-9a-f]{64}))")  # a key looks alike
COUNT = re.compile(rb"\x05\x1d\x08\x0f([\x01\x09])([a-z2-9]{8})([0-9])(?=(.))", re.DOTALL)  # a row of checkin_counts
Ballots = dict[str, dict[str, str]]
"""What really happened: by poll, who chose which option."""


@dataclass
class Truth:
    """What the test knows, and the attacker is to find out: the ballots, and the secrets that must be gone."""

    ballots: Ballots = field(default_factory=dict)
    secrets: set[bytes] = field(default_factory=set)


@dataclass(frozen=True)
class Loot:
    """All bytes that there are, by where they were."""

    files: Mapping[str, bytes]
    published: Mapping[str, Mapping[str, int]]

    @cached_property
    def bytes(self) -> bytes:
        return b"\n".join(self.files.values())

    @cached_property
    def places(self) -> dict[str, dict[str, list[int]]]:
        """Where each person is mentioned, by file."""
        found: dict[str, dict[str, list[int]]] = {}
        for where, data in self.files.items():
            mentions = found.setdefault(where, {name: [] for name in PEOPLE})
            for mention in re.finditer(rb"pupil-[0-9]{2}-[0-9]{4}", data):
                mentions[mention[0].decode()].append(mention.start())
        return found

    @cached_property
    def transactions(self) -> list[bytes]:
        """What was written together, in its order: the frames of the log, cut where one says that it commits."""
        wal = self.files["wal"]
        page = int.from_bytes(wal[8:12], "big") if wal else 0
        found, current = [], b""
        for at in range(32, len(wal), page + 24) if page else ():
            current += wal[at + 24 : at + 24 + page]
            if int.from_bytes(wal[at + 4 : at + 8], "big"):
                found.append(current)
                current = b""
        return found

    @cached_property
    def keys(self) -> list[bytes]:
        """Whatever could be a poll's key."""
        return sorted({bytes.fromhex(found.decode()) for found in TAG.findall(self.bytes)})


def attack_by_tags(loot: Loot, voters: Mapping[str, Sequence[str]]) -> Ballots:
    """Make the tags again with any key that lies about, and see which number went up when each of them came."""
    owners: dict[bytes, str] = {}
    for key in loot.keys[:500]:
        for name in PEOPLE:
            tagger = Tagger.of(_AsIf(), key.hex(), Person("fake:1", name))  # type: ignore[arg-type]
            owners[tagger.tag(0).encode()] = name
    found: Ballots = {poll: {} for poll in voters}
    seen: set[bytes] = set()
    counted: dict[tuple[str, str], int] = {}
    for written in loot.transactions:
        new = {tag for tag in TAG.findall(written) if tag in owners} - seen
        rose = dict(_risen(written, counted))
        if len(new) == len(rose) == 1:
            [(poll, option)] = rose
            found[poll][owners[min(new)]] = option
        seen |= new
        counted |= rose
    return found


def _risen(written: bytes, counted: Mapping[tuple[str, str], int]) -> Iterator[tuple[tuple[str, str], int]]:
    """The numbers that are higher than they were, and what they are now."""
    for kind, poll, option, more in COUNT.findall(written):
        name, now = (poll.decode(), option.decode()), 1 if kind == b"\x09" else more[0]
        if now > counted.get(name, 0):
            yield name, now


class _AsIf:
    """As much of a Bot as makes a key out of a key."""

    house = House(key=b"a key for tests")


def attack_by_neighbours(loot: Loot, voters: Mapping[str, Sequence[str]]) -> Ballots:
    """An option's number that stands near a voter and the poll."""
    found: Ballots = {poll: {} for poll in voters}
    for poll, at in _every(loot.bytes, voters):
        near = loot.bytes[max(0, at - 120) : at + 120]
        options = re.findall(rb'"([0-3])"', near)
        mentioned = [name for name in voters[poll] if options and name.encode() in near]
        found[poll].update(dict.fromkeys(mentioned, options[0].decode() if options else ""))
    return found


def _every(data: bytes, polls: Collection[str]) -> Iterator[tuple[str, int]]:
    """Each mention of each poll, found in one passage."""
    for run in re.finditer(rb"[a-z2-9]{8,}", data):
        for start in range(len(run[0]) - 7):
            if (poll := run[0][start : start + 8].decode()) in polls:
                yield poll, run.start() + start


Order = Callable[[Loot, str, Sequence[str]], list[str]]


def by_place(where: str, which: int) -> Order:
    """People in the order in which a file mentions them first (0) or last (-1); then those whom it does not."""

    def order(loot: Loot, poll: str, people: Sequence[str]) -> list[str]:
        return sorted(people, key=lambda name: (loot.places[where][name] or [1 << 40])[which])

    return order


def by_distance(loot: Loot, poll: str, people: Sequence[str]) -> list[str]:
    """People by how near to the poll they are mentioned."""
    here = loot.files["file"].find(poll.encode())
    return sorted(people, key=lambda name: min((abs(at - here) for at in loot.places["file"][name]), default=0))


ORDERS: Mapping[str, Order] = {
    **{f"first in the {where}": by_place(where, 0) for where in ("file", "wal", "backup", "log")},
    **{f"last in the {where}": by_place(where, -1) for where in ("file", "wal", "backup", "log")},
    "nearest to the poll": by_distance,
}


def advantages(loot: Loot, truth: Truth) -> dict[str, float]:
    """For each way to guess: how much better it is than the same guess without the bytes."""
    voters = {poll: sorted(ballots) for poll, ballots in truth.ballots.items()}
    every = sum(map(len, voters.values()))
    found = {}
    for name, attack in (("tags", attack_by_tags), ("neighbours", attack_by_neighbours)):
        guesses = attack(loot, voters)
        found[name] = sum(_better(loot, truth, poll, guesses[poll]) for poll in voters) / every
    for name, order in ORDERS.items():
        found[name] = abs(sum(_ordered(loot, truth, poll, order(loot, poll, voters[poll])) for poll in voters)) / every
    return found


def _better(loot: Loot, truth: Truth, poll: str, guesses: Mapping[str, str]) -> float:
    """Where there is a guess, it is held against always naming what was chosen most."""
    most = max(loot.published[poll].values())
    right = sum(truth.ballots[poll][name] == option for name, option in guesses.items())
    return right - len(guesses) * most / len(truth.ballots[poll])


def _ordered(loot: Loot, truth: Truth, poll: str, people: Sequence[str]) -> float:
    """The published answers, given out in an order of people, held against giving them out by chance."""
    counts = loot.published[poll]
    options = [option for option in OPTIONS for _ in range(counts[option])]
    right = sum(truth.ballots[poll][name] == option for name, option in zip(people, options, strict=True))
    return right - sum(count * count for count in counts.values()) / len(people)


@dataclass
class Class:
    """A school in which polls are asked by the dozen, while people also do other things."""

    school: School
    course: str
    address: Address
    rng: Random = field(default_factory=lambda: Random(11))
    truth: Truth = field(default_factory=Truth)
    logs: list[Any] = field(default_factory=list)

    @cached_property
    def people(self) -> dict[str, Someone]:
        return {name: self.school.someone(name) for name in PEOPLE}

    async def ask(self, count: int) -> list[Checkin]:
        """So many polls, open for a day."""

        def work(db: Connection) -> list[Checkin]:
            bot = self._bot(db)
            made = [opening.of(bot, _poll(f"Which, of {self.rng.random()}?"), HOME) for _ in range(count)]
            for checkin in made:
                store.add(db, checkin)
                bot.say(opening.begin(bot, checkin))
            return made

        return await self.school.core.store.write(work)

    def _bot(self, db: Connection) -> Bot:
        core = self.school.core
        bot = core.app.means.bot(db, core.clock.now())
        return replace(bot, standing=Standing(courses.get(db, self.course)))

    async def live(self, polls: Sequence[Checkin], at_once: int) -> None:
        """Everybody votes, and does other things before and after that do leave traces."""
        for poll in polls:
            voters = self.rng.sample(PEOPLE, VOTERS)
            weights = [self.rng.random() for _ in OPTIONS]
            chosen = self.rng.choices(OPTIONS, weights, k=VOTERS)
            self.truth.ballots[poll.id] = dict(zip(voters, chosen, strict=True))
        acts = [self._vote(poll, name, option) for poll in polls for name, option in self._ballots(poll)]
        acts += [self._suggest(name) for name in self.rng.sample(PEOPLE, 4)]
        self.rng.shuffle(acts)
        for first in range(0, len(acts), at_once):
            await asyncio.gather(*(act() for act in acts[first : first + at_once]))
        await self._spy()

    def _ballots(self, poll: Checkin) -> list[tuple[str, str]]:
        return list(self.truth.ballots[poll.id].items())

    def _vote(self, poll: Checkin, name: str, option: str) -> Callable[[], Any]:
        who = self.people[name]
        token = who.seal("checkin.answer", (self.course, poll.id, "0", option))
        press = Press(id=f"v-{name}-{poll.id}", person=who.person, name=name, place=HOME, token=token)
        return lambda: self.school.core.app.handle(press)

    def _suggest(self, name: str) -> Callable[[], Any]:
        said = f"What does {name} like? {self.rng.random()}"
        return lambda: self.people[name].call("icebreaker suggest", question=said)

    async def _spy(self) -> None:
        """Remember what must not be found later."""
        for poll, key in await self.school.read(select(tables.keys.c.checkin, tables.keys.c.key)):
            self.truth.secrets.add(key.encode())
            for name in self.truth.ballots[poll]:
                tagger = Tagger.of(_AsIf(), key, Person("fake:1", name))  # type: ignore[arg-type]
                self.truth.secrets.add(tagger.tag(0).encode())

    async def end(self) -> None:
        """A day later: everything that is open closes at its time."""
        self.school.clock.advance(days=1, minutes=1)
        await self.school.core.engine.turn()

    async def loot(self, folder: Path) -> Loot:
        file = Path(self.address.url.database or "")
        await asyncio.to_thread(back_up, self.address, folder / "backup.sqlite", lambda done, of: None)
        paths = {"file": file, "wal": f"{file}-wal", "shm": f"{file}-shm", "backup": folder / "backup.sqlite"}
        files = {name: await asyncio.to_thread(Path(path).read_bytes) for name, path in paths.items()}
        files["log"] = "\n".join(map(str, self.logs)).encode()
        closed = await self.school.core.store.read(lambda db: store.closed_ones(db, self.course))
        return Loot(files, {one.id: dict(one.result.shown[0].counts) for one in closed if one.result})


def _poll(question: str) -> opening.Wanted:
    item = Item(question, "choice", ("North", "South", "East", "West"))
    return opening.Wanted("", "poll", question, (item,), days=1)


@asynccontextmanager
async def lesson(address: Address) -> AsyncIterator[Class]:
    with capture_logs() as logs:
        async with School.opened(address) as school:
            await open_course(school.someone("olga", manages=True))
            school.core.engine.pumps = ()  # what is said in public waits in the outbox, for the attacker to read
            yield Class(school, await course_id(school), address, logs=logs)


def fragments(loot: Loot, truth: Truth) -> list[bytes]:
    """Pieces of keys and tags (a quarter of one is enough) that lie anywhere."""
    pieces = {secret[start : start + 16] for secret in truth.secrets for start in (0, 16, 32, 48)}
    runs = re.findall(rb"[0-9a-f]{16,}", loot.bytes)
    return [run[at : at + 16] for run in runs for at in range(len(run) - 15) if run[at : at + 16] in pieces]


async def test_whoever_has_every_byte_guesses_no_better_than_chance(sqlite_address: Address, tmp_path: Path) -> None:
    async with lesson(sqlite_address) as room:
        for _ in range(20):
            await room.live(await room.ask(50), at_once=16)
            await room.end()
        loot = await room.loot(tmp_path)

    assert 1000 == len(loot.published) == len(room.truth.ballots)
    assert all(sum(counts.values()) == VOTERS for counts in loot.published.values())
    assert [] == fragments(loot, room.truth)
    assert {} == {how: gain for how, gain in advantages(loot, room.truth).items() if gain > 0.01}


async def test_the_attacker_wins_where_keys_and_tags_are_kept(
    sqlite_address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the test above would find, if closing destroyed nothing."""
    monkeypatch.setattr(counting, "forget", lambda db, checkin: None)
    monkeypatch.setattr("bot.store.scrubbing.wanted", lambda db, *tables: None)
    async with lesson(sqlite_address) as room:
        await room.live(await room.ask(5), at_once=1)
        await room.end()
        loot = await room.loot(tmp_path)

    assert fragments(loot, room.truth)
    assert advantages(loot, room.truth)["tags"] > 0.3


async def test_tags_lie_in_the_log_where_nothing_empties_it(
    sqlite_address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.scrubbing.wanted", lambda db, *tables: None)
    async with lesson(sqlite_address) as room:
        await room.live(await room.ask(2), at_once=16)
        await room.end()
        loot = await room.loot(tmp_path)

    assert fragments(loot, room.truth)
