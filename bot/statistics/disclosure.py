"""What of a question's answers may be published, so that nobody's answer can be worked out.

The rules, in the order in which they apply:

1. Fewer than k answers: nothing is told but that they are fewer than k.
2. Differencing. A result may be exact only if, with every earlier result of the same question, those who were silent in
   the two number at least k: the difference of two results speaks of those who came or left and of the silent of both.
   Otherwise it is told in words whose limits lie at least k people away from whatever the earlier results leave
   possible, so that no change of fewer than k people can turn one word into another; if no limit is left, nothing is
   told. Whether this rule applies depends only on what is public, never on the answers: refusing would tell, too.
   If nobody said how many there are, nobody counts as silent.
3. A question that is not sensitive is told option by option.
4. A sensitive one is told exactly only where at least `margin` people stand on either side, and, below 30 answers,
   more than 10 % and less than 90 %. Its options are told exactly all together; else its headline alone is, without the
   table; else one word for the headline. Without a headline the word is about the option that more than two thirds
   chose; if there is none, nothing but that is told (form "words" without words). Never more than one of these: there
   is nothing to subtract from.
5. In words, the number of answers is rounded down to fives, and every word leaves two counts or more possible, even
   for somebody who knows the number of answers from elsewhere. That all agreed is never told.

What remains: one who answered knows one answer more than everybody else, and results that are exact by rule 2 with k
silent people can still be read together by somebody who supposes that nobody ever changes their mind (see
tests/statistics/test_rosters.py for how often that leads anywhere).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from bot.statistics.shown import Shown, untold
from bot.statistics.words import Word, ceilings, margin, word

K = 5
K_LOAD = 7
"""For load and wellbeing."""
K_TEXT = 10
"""For what was written freely."""
MANY = 30
"""From so many answers on, shares of 10 % and less, and of 90 % and more, may be told exactly."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a question may be published; it stays the same from one time to the next.

    headline: the options that count as "yes" together, such as agree and strongly agree.
    several: people may choose more than one option, so that counts add up to more than the answers.
    """

    k: int = K
    sensitive: bool = True
    headline: tuple[str, ...] = ()
    several: bool = False

    def __post_init__(self) -> None:
        if self.k < K:
            raise ValueError(f"k is {K} or more, not {self.k}")
        if self.several and len(self.headline) > 1:
            raise ValueError("people who chose two options would count twice in the headline")


LOAD = Rule(k=K_LOAD)


def disclose(counts: Mapping[str, int], answered: int, size: int, rule: Rule, earlier: Iterable[Shown]) -> Shown:
    """What may be published of one question.

    counts: of every option, also of those nobody chose. answered: how many chose anything ("prefer not to say" is
    silence). size: how many are in the class, 0 if nobody knows; fewer than answered (somebody left) counts as unknown.
    earlier: everything published of this question in this course before. Raises ValueError for impossible counts.
    """
    _check(counts, answered, rule)
    size = size if size >= answered else 0
    if answered < rule.k:
        return untold("fewer", rule.k, answered, size)
    near = [past for past in earlier if past.answered and _close(past, answered, size, rule.k)]
    if near:
        return _guarded(counts, answered, size, rule, near)
    return _unguarded(counts, answered, size, rule)


def _check(counts: Mapping[str, int], answered: int, rule: Rule) -> None:
    if len(counts) < 2 or not set(rule.headline) < set(counts):
        raise ValueError("a question has two options or more, and a headline is some of them")
    if min(counts.values()) < 0 or max(counts.values()) > answered:
        raise ValueError("an option was chosen by fewer than nobody, or by more than answered")
    if sum(counts.values()) < answered or (not rule.several and sum(counts.values()) != answered):
        raise ValueError("the options do not add up to the answers")


def _close(past: Shown, answered: int, size: int, k: int) -> bool:
    silent = size - answered if size else 0
    return past.form != "withheld" and past.silent + silent < k


def _unguarded(counts: Mapping[str, int], answered: int, size: int, rule: Rule) -> Shown:
    yes = sum(counts[option] for option in rule.headline)
    if not rule.sensitive or all(_wide(count, answered) for count in counts.values()):
        told = yes if rule.headline else None
        return Shown("table", rule.k, answered, size, rule.headline, yes=told, counts=tuple(counts.items()))
    if rule.headline and _wide(yes, answered):
        return Shown("headline", rule.k, answered, size, rule.headline, yes=yes)
    if not rule.headline:
        return _favourite(counts, answered, size, rule)
    found = word(yes, answered)
    return replace(untold("words", rule.k, answered, size), options=rule.headline, words=(found, found))


def _favourite(counts: Mapping[str, int], answered: int, size: int, rule: Rule) -> Shown:
    nothing = untold("words", rule.k, answered, size)
    favourite = max(counts, key=lambda option: counts[option])
    found = word(counts[favourite], answered)
    return replace(nothing, options=(favourite,), words=(found, found)) if found >= Word.MOST else nothing


def _wide(yes: int, answered: int) -> bool:
    """Enough people on either side."""
    smaller = min(yes, answered - yes)
    return smaller >= margin(answered) and (answered >= MANY or smaller * 10 > answered)


def _guarded(counts: Mapping[str, int], answered: int, size: int, rule: Rule, near: Sequence[Shown]) -> Shown:
    before = [past.possible(rule.headline) for past in near]
    limits = [most for most in ceilings(answered).values() if all(_far(most, span, rule.k) for span in before)]
    limits = [most for most in limits if most < answered]
    if not limits:
        return untold("withheld", rule.k, answered, size)
    yes = sum(counts[option] for option in rule.headline)
    low = max((most + 1 for most in limits if most < yes), default=0)
    high = min((most for most in limits if most >= yes), default=answered)
    told = word(low, answered), word(high, answered)
    return replace(untold("words", rule.k, answered, size), options=rule.headline, words=told)


def _far(limit: int, span: tuple[int, int] | None, k: int) -> bool:
    """Fewer than k people cannot lead from what was possible before across this limit (between it and the next)."""
    return span is not None and not span[0] - k < limit < span[1] + k - 1


def texts(written: Iterable[str], rng: Random, k: int = K_TEXT) -> tuple[str, ...]:
    """What was written freely, in no order; nothing of fewer than k texts."""
    if k < K:
        raise ValueError(f"k is {K} or more, not {k}")
    found = [text for text in written if text.strip()]
    rng.shuffle(found)
    return tuple(found) if len(found) >= k else ()
