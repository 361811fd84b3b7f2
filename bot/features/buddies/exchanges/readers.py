"""Pure: for whom an answer was written. Whoever joins later reads it only with its writer's word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.features.buddies.exchanges.steps import first_of
from bot.features.buddies.model import Group, Seat
from bot.kernel.places import Person


def strangers(group: Group, number: int) -> tuple[Person, ...]:
    """Who came after a step was over: nothing that is said of it is for them."""
    return tuple(person for person in group.people if first_of(group, person) > number)


def newcomers(group: Group, number: int, person: Person) -> tuple[Seat, ...]:
    """The others who came while a step was open: they read what is answered to it."""
    return tuple(seat for seat in group.others(person) if first_of(group, seat.person) == number)


def is_draft(group: Group, number: int, person: Person) -> bool:
    """Whether an answer was written before somebody came who would read it, and waits for its writer's word."""
    return name(number, person) in group.progress.get("drafts", ()) and bool(newcomers(group, number, person))


def given(group: Group, number: int, answers: Mapping[Person, str]) -> Mapping[Person, str]:
    """The answers that may be read by all who read the step."""
    return {person: text for person, text in answers.items() if not is_draft(group, number, person)}


def came(group: Group, number: int) -> str:
    """How many have come while a step was open: an answer that was begun before the last of them is not for all."""
    return str(sum(mark.startswith(f"{number}/") for mark in group.progress.get("joined", ())))


def drafts(group: Group, number: int, writers: Sequence[Person]) -> dict[str, bool]:
    """The group's mark of drafts, with these writers' answers to a step."""
    return {**group.progress.get("drafts", {}), **{name(number, person): True for person in writers}}


def settled(group: Group, number: int, person: Person) -> dict[str, bool]:
    """The same mark without somebody's answer: they have given it to all who are here, or taken it back."""
    return {mark: True for mark in group.progress.get("drafts", ()) if mark != name(number, person)}


def name(number: int, person: Person) -> str:
    return f"{number}/{person.id}"
