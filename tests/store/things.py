"""A table with a column of each kind, for as long as a connection lasts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table

from bot.kernel.places import Place
from bot.store.columns import Data, Instant, Printed

things = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String, unique=True),
    Column("at", Instant),
    Column("day", Printed(date.fromisoformat)),
    Column("place", Printed(Place.parse)),
    Column("data", Data),
    Column("is_red", Boolean),
    prefixes=["TEMPORARY"],
)
