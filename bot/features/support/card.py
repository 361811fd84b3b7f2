"""The support card of a course: its own services, its country, its policy; and the words that they fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.kernel.errors import UserError
from bot.kernel.features import Bot
from bot.kernel.text import clean
from bot.library.safety import Countries, Country, Helpline

SERVICES, LINE, LINK, HOURS, COUNTRY = 6, 160, 200, 200, 60
_LINK = re.compile(r"https?://[^\s|]+\.[^\s|]+")


@dataclass(frozen=True, slots=True)
class SupportCard:
    """``services`` are lines of ``name | phone or text | hours | link``; ``country`` is a code, or empty."""

    services: tuple[str, ...] = ()
    country: str = ""
    institution: str = ""
    policy: str = ""
    office_hours: str = ""

    def elsewhere(self, country: str) -> SupportCard:
        """The same as it is read in another country."""
        return replace(self, country=country)


def values(bot: Bot, card: SupportCard) -> Mapping[str, str]:
    """What fills the blanks of a wording; empty where nobody has said."""
    countries = bot.library.safety.countries
    here = countries.get(card.country)
    return {
        "services": "\n".join(f"• {_service(line)}" for line in card.services),
        "country": here.name if here else "",
        "line": "\n".join(f"• {_helpline(bot, line)}" for line in here.lines) if here else "",
        "emergency": here.emergency if here else countries.elsewhere,
        "institution": card.institution or bot.t("support-institution"),
        "policy": card.policy,
        "office_hours": card.office_hours,
    }


def _service(line: str) -> str:
    """“Counselling: 555 0100 · Mon–Fri 9–17 · https://…”."""
    name, *rest = (part.strip() for part in line.split("|"))
    told = " · ".join(filter(None, rest))
    return f"{name}: {told}" if told else name


def _helpline(bot: Bot, line: Helpline) -> str:
    ways = (("call", line.call), ("text", line.text), ("chat", line.chat))
    said = "; ".join(bot.t(f"support-{way}", to=to) for way, to in ways if to)
    return bot.t("support-line", name=line.name, ways=said, hours=line.hours)


def read_services(raw: object) -> tuple[str, ...]:
    """One service a line; UserError where there are too many, or one is too long or has too many parts."""
    lines = tuple(line for line in map(clean, str(raw).splitlines()) if line)
    if len(lines) > SERVICES:
        raise UserError("support-too-many-services", most=SERVICES)
    for line in lines:
        if len(line) > LINE or line.count("|") > 3 or not line.partition("|")[0].strip():
            raise UserError("support-expected-service", got=line[:40], most=LINE)
    return lines


def read_link(raw: object) -> str:
    link = clean(str(raw))
    if link and not _LINK.fullmatch(link):
        raise UserError("support-expected-link", got=link[:40])
    return link


def read_country(countries: Countries, raw: object) -> str:
    """A country's code, from its code or its name; empty where nothing was said."""
    typed = _plain(clean(str(raw)))
    if not typed:
        return ""
    known = (country.code for country in countries.countries if typed in _names(country))
    if found := next(known, None):
        return found
    raise UserError("support-no-such-country", got=str(raw)[:40], known=", ".join(c.code for c in countries.countries))


def _names(country: Country) -> set[str]:
    return {country.code.lower(), _plain(country.name)}


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ")
