"""What check-ins are made of: an Item, a Check-in, and the Result that everybody sees once it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.kernel.places import Place
from bot.statistics.disclosure import K_LOAD, K_TEXT, Rule
from bot.statistics.shown import Shown

Kind = Literal["poll", "pulse", "connection", "exit", "own"]
KINDS: tuple[Kind, ...] = ("poll", "pulse", "connection", "exit", "own")
ItemKind = Literal["agree", "yes", "load", "choice", "several", "text"]
SCALES: Mapping[str, tuple[str, ...]] = {
    "agree": ("1", "2", "3", "4", "5"),
    "yes": ("yes", "not"),
    "load": ("light", "okay", "heavy", "very"),
}
"""What is counted of an answer; its words are ``scale-<kind>-<value>`` in the texts."""
HEADLINES: Mapping[str, tuple[str, ...]] = {"agree": ("4", "5"), "yes": ("yes",), "load": ("heavy", "very")}
ANSWERED = ""
"""Where people may choose several, how many chose anything is counted under this value."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``agree`` goes from 1, strongly disagree, to 5; ``yes`` has "not yet" as its other side.

    ``options`` are the words of ``choice`` and ``several``; ``id`` names it from one time to the next (``C1``).
    """

    text: str
    kind: ItemKind
    options: tuple[str, ...] = ()
    id: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """What can be counted of it: of options their numbers, from 0; nothing of a text."""
        return SCALES.get(self.kind) or tuple(map(str, range(len(self.options))))

    @property
    def headline(self) -> tuple[str, ...]:
        """The values that count as "yes" together; none where options stand side by side."""
        return HEADLINES.get(self.kind, ())

    def dump(self) -> dict[str, Any]:
        return {"text": self.text, "kind": self.kind, "options": list(self.options), "id": self.id}

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Item:
        return cls(data["text"], data["kind"], tuple(data.get("options", ())), data.get("id", ""))


@dataclass(frozen=True, slots=True)
class Result:
    """What is published of a check-in, for everybody, once, and never changed.

    ``shown`` and ``texts`` have one entry for each item. Of a text item ``shown`` tells only whether there were enough
    (``withheld``: they are in ``texts``, in no order) or not (``fewer``). ``changes`` tell of each item how many went
    up, stayed, or went down since it was asked before, of those who let their answers be compared; or nothing.
    """

    shown: tuple[Shown, ...]
    texts: tuple[tuple[str, ...], ...]
    size: int
    week: int
    changes: tuple[Shown | None, ...] = ()

    @property
    def took_part(self) -> int:
        """How many did at least, as far as that is told: the most who answered any one question."""
        return max((shown.answered for shown in self.shown), default=0)

    def dump(self) -> dict[str, Any]:
        shown = [one.dump() for one in self.shown]
        changes = [one and one.dump() for one in self.changes]
        texts = [list(each) for each in self.texts]
        return {"shown": shown, "texts": texts, "size": self.size, "week": self.week, "changes": changes}

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Result:
        shown = tuple(map(Shown.load, data["shown"]))
        changes = tuple(one and Shown.load(one) for one in data.get("changes", ()))
        return cls(shown, tuple(map(tuple, data["texts"])), data["size"], data["week"], changes)


@dataclass(frozen=True, slots=True)
class Checkin:
    """Some questions, open for a while. ``size`` is how many are in the class, 0 where nobody has said; ``week`` the
    course's. States: ``draft`` (staff look at it), ``open``, ``closed``; only a closed one has a ``result``.
    """

    id: str
    course: str
    kind: Kind
    title: str
    named: bool
    items: tuple[Item, ...]
    place: Place
    week: int
    size: int
    state: Literal["draft", "open", "closed"]
    opened_at: datetime
    closes_at: datetime
    result: Result | None = None

    @property
    def key(self) -> str:
        """The Delivery that said it."""
        return f"checkin/{self.id}"

    @property
    def on_card(self) -> bool:
        """Whether its one question is answered with one tap on the card that everybody sees."""
        return len(self.items) == 1 and self.items[0].kind not in ("several", "text")


def rule_of(kind: Kind, item: Item) -> Rule:
    """How an anonymous question may be published: what a poll asks is no secret, everything else is about people."""
    if kind == "poll":
        return Rule(sensitive=False, several=item.kind == "several")
    return Rule(k=K_TEXT if item.kind == "text" else K_LOAD, headline=item.headline)
