"""What the page may send, checked before anything is done with it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.-]+$")]
Token = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Value = Annotated[str, StringConstraints(max_length=3000)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Request(BaseModel):
    """Who acts, and where."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    who: Id = Field(alias="as")
    room: Id
    thread: Annotated[str, StringConstraints(max_length=64)] = ""


class Act(Request):
    """Something done once: the same ``id`` again is the same act."""

    id: Id


class Typed(Act):
    """What stood in the box: a command if it begins with a slash, else a message."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class Pressed(Act):
    """A button, or a menu and what was chosen of it."""

    token: Token
    values: tuple[Value, ...] = Field((), max_length=25)
    message: Annotated[str, StringConstraints(max_length=64)] = ""


class Chosen(BaseModel):
    """A room or a person of a form, by address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: Annotated[str, StringConstraints(max_length=200)]


class Filled(Act):
    """A form that was filled in."""

    token: Token
    values: dict[Name, Value | Chosen] = Field(max_length=25)


class Dismissed(Request):
    """A whisper that was read."""

    message: Id


class Completing(Request):
    """The box up to its caret; or, with ``source``, a form's field that is completed from there."""

    text: Value
    source: Annotated[str, StringConstraints(max_length=64)] = ""


class Turned(BaseModel):
    """The clock, turned by somebody: to the next event, or so many days on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: Id = Field(alias="as")
    to: Literal["next", "day", "week"]
