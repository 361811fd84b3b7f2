"""What the bot says unasked on Discord."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from adapters.discord.connect import Connection
from adapters.discord.platform import DiscordPlatform
from bot.kernel.cards import Button, Card, Image, Mention
from bot.kernel.errors import Forbidden, Gone, Refused, Unreachable
from bot.kernel.places import Message, Person, Place
from tests.platforms.discord.far_end import FakeDiscord
from tests.platforms.discord.permissions import NOTHING, Can
from tests.platforms.discord.reading import buttons_of, text_of

A, B = "A" * 25, "B" * 25
QUESTION = Card("What *else*?", ("Tell us.",), ((Button("Answer", "toy.write", ("a1",)),),))
ANSWER = Card(body=("An answer.",))
AGES_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def platform(connection: Connection) -> DiscordPlatform:
    return connection.platform


@pytest.fixture
def home(discord: FakeDiscord) -> Place:
    return Place(f"discord:{discord.guild.id}", discord.general.id)


@pytest.fixture
def sam(discord: FakeDiscord, home: Place) -> Person:
    return Person(home.space, discord.student.id)


async def test_a_post_shows_its_card(discord: FakeDiscord, platform: DiscordPlatform, home: Place) -> None:
    said = await platform.post(home, QUESTION, A)
    (message,) = discord.messages(discord.general)
    assert (Message(home, message.id), "### What \\*else\\*?\nTell us.") == (said, text_of(message))
    assert ["Answer"] == list(buttons_of(message))


async def test_a_post_with_the_same_marker_is_the_same(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    assert await platform.post(home, QUESTION, A) == await platform.post(home, QUESTION, A)
    assert 1 == len(discord.messages(discord.general))


async def test_what_was_said_and_deleted_is_not_said_again(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    await platform.delete(await platform.post(home, QUESTION, A))
    said = await platform.post(home, QUESTION, A)
    await platform.delete(said)
    with pytest.raises(Gone):
        await platform.edit(said, ANSWER)
    assert ("deleted", []) == (said.id, discord.messages(discord.general))


async def test_only_pings_alert_people(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place, sam: Person
) -> None:
    owner = Person(home.space, discord.owner.id)
    words = f"<@{owner.id}> @everyone"
    body = ((Mention(sam, "Sam", ping=True), " meets ", Mention(owner, "Ingrid"), f". {words}"),)
    await platform.post(home, Card(body=body), A)
    (message,) = discord.messages(discord.general)
    assert frozenset({sam.id}) == message.pinged
    assert f"<@{sam.id}> meets **Ingrid**. \\<@{owner.id}> \\@everyone" == text_of(message)


async def test_an_edit_changes_the_message_and_alerts_nobody(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place, sam: Person
) -> None:
    said = await platform.post(home, QUESTION, A)
    await platform.edit(said, Card(body=((Mention(sam, "Sam", ping=True), " was here."),)))
    (message,) = discord.messages(discord.general)
    assert (f"<@{sam.id}> was here.", frozenset()) == (text_of(message), message.pinged)


async def test_what_is_gone_is_deleted(platform: DiscordPlatform, home: Place) -> None:
    await platform.delete(Message(home, "12345"))
    with pytest.raises(Gone):
        await platform.edit(Message(home, "12345"), ANSWER)


class TestThreads:
    async def test_the_first_answer_makes_the_thread(
        self, discord: FakeDiscord, platform: DiscordPlatform, home: Place
    ) -> None:
        question = await platform.post(home, QUESTION, A)
        answer = await platform.post(question.thread, ANSWER, B)
        (thread,) = discord.threads(discord.general)
        assert (question.id, "What *else*?") == (thread.id, thread.name)
        assert [(Message(question.thread, discord.messages(thread)[0].id), "An answer.")] == [
            (answer, text_of(discord.messages(thread)[0]))
        ]

    async def test_an_answer_in_an_old_thread_wakes_it(
        self, discord: FakeDiscord, platform: DiscordPlatform, home: Place
    ) -> None:
        question = await platform.post(home, QUESTION, A)
        answer = await platform.post(question.thread, ANSWER, B)
        (thread,) = discord.threads(discord.general)
        thread.archived = True
        await platform.edit(answer, Card(body=("A better answer.",)))
        assert (False, "A better answer.") == (thread.archived, text_of(discord.messages(thread)[0]))

    async def test_two_first_answers_share_the_thread(
        self, discord: FakeDiscord, platform: DiscordPlatform, home: Place
    ) -> None:
        question = await platform.post(home, QUESTION, A)
        discord.fail_next("POST /channels/{}/messages/{}/threads", code=160004, apply=True)
        await platform.post(question.thread, ANSWER, B)
        assert 1 == len(discord.messages(discord.threads(discord.general)[0]))

    async def test_no_thread_hangs_under_a_message_that_is_gone(self, platform: DiscordPlatform, home: Place) -> None:
        with pytest.raises(Gone):
            await platform.post(Message(home, "12345").thread, ANSWER, B)

    @pytest.mark.parametrize(
        ("denied", "grant"),
        [
            (Can.SEND_MESSAGES, "Send Messages"),
            (Can.CREATE_PUBLIC_THREADS, "Create Public Threads"),
            (Can.SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
            (Can.READ_MESSAGE_HISTORY, "Read Message History"),
        ],
    )
    async def test_the_missing_permission_is_named(
        self, discord: FakeDiscord, platform: DiscordPlatform, home: Place, denied: Can, grant: str
    ) -> None:
        question = await platform.post(home, QUESTION, A)
        discord.general.denied = denied
        with pytest.raises(Forbidden) as error:
            await platform.post(home if denied == Can.SEND_MESSAGES else question.thread, ANSWER, B)
        assert grant == error.value.grant

    async def test_a_locked_thread_needs_manage_threads(
        self, discord: FakeDiscord, platform: DiscordPlatform, home: Place
    ) -> None:
        question = await platform.post(home, QUESTION, A)
        await platform.post(question.thread, ANSWER, "C" * 25)
        discord.threads(discord.general)[0].locked = True
        with pytest.raises(Forbidden) as error:
            await platform.post(question.thread, ANSWER, B)
        assert "Manage Threads" == error.value.grant


class TestFinding:
    @pytest.mark.parametrize("has_nonce", [True, False])
    async def test_our_own_message_is_found_by_its_marker(
        self, discord: FakeDiscord, platform: DiscordPlatform, home: Place, has_nonce: bool
    ) -> None:
        discord.history_has_nonce = has_nonce
        said = await platform.post(home, QUESTION, A)
        await platform.post(home, ANSWER, B)
        assert (said, None) == (await platform.find(home, A, AGES_AGO), await platform.find(home, "C" * 25, AGES_AGO))

    async def test_a_clock_that_runs_ahead_hides_nothing(self, platform: DiscordPlatform, home: Place) -> None:
        said = await platform.post(home, QUESTION, A)
        assert said == await platform.find(home, A, datetime.now(UTC) + timedelta(days=400))

    async def test_it_is_found_behind_hundreds_of_others(
        self, discord: FakeDiscord, platform: DiscordPlatform, home: Place
    ) -> None:
        for number in range(530):
            if number == 50:
                discord.clock.advance(600)
                attempted = datetime.fromtimestamp(discord.clock.time(), UTC)
            if number == 270:
                said = await platform.post(home, QUESTION, A)
            discord.say(discord.student, discord.general, f"{number}")
        assert said == await platform.find(home, A, attempted)
        assert 4 == len(discord.called("GET /channels/{}/messages"))

    async def test_a_search_among_hundreds_ends(
        self, discord: FakeDiscord, platform: DiscordPlatform, home: Place
    ) -> None:
        attempted = datetime.fromtimestamp(discord.clock.time(), UTC)
        for number in range(400):
            discord.clock.advance(10)
            discord.say(discord.student, discord.general, f"{number}")
        assert await platform.find(home, A, attempted) is None
        assert 2 == len(discord.called("GET /channels/{}/messages"))

    async def test_in_a_thread_and_in_one_that_never_came_to_be(self, platform: DiscordPlatform, home: Place) -> None:
        question = await platform.post(home, QUESTION, A)
        assert await platform.find(question.thread, B, AGES_AGO) is None
        answer = await platform.post(question.thread, ANSWER, B)
        assert answer == await platform.find(question.thread, B, AGES_AGO)

    async def test_a_private_word(self, platform: DiscordPlatform, sam: Person) -> None:
        assert await platform.find(sam, A, AGES_AGO) is None
        said = await platform.tell(sam, ANSWER, A)
        assert said == await platform.find(sam, A, AGES_AGO)

    async def test_a_hidden_history_is_not_taken_for_an_empty_one(
        self, discord: FakeDiscord, platform: DiscordPlatform, home: Place
    ) -> None:
        assert await platform.find(home, A, AGES_AGO) is None
        discord.general.overwrites = {discord.guild.id: (NOTHING, Can.READ_MESSAGE_HISTORY)}
        with pytest.raises(Forbidden) as error:
            await platform.find(home, A, AGES_AGO)
        assert "Read Message History" == error.value.grant


async def test_a_private_word_reaches_the_person(discord: FakeDiscord, platform: DiscordPlatform, sam: Person) -> None:
    said = await platform.tell(sam, ANSWER, A)
    assert ["An answer."] == [text_of(message) for message in discord.dms(discord.student)]
    assert sam.space == said.place.space


async def test_somebody_without_private_messages_is_unreachable(
    discord: FakeDiscord, platform: DiscordPlatform, sam: Person
) -> None:
    discord.student.dms_closed = True
    with pytest.raises(Unreachable):
        await platform.tell(sam, ANSWER, A)


async def test_a_picture_says_in_words_what_it_shows(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    await platform.post(home, Card(body=("Look.",), image=Image("https://example.org/a.png", "Two cats")), A)
    gallery = discord.messages(discord.general)[0].components[0]["components"][1]
    assert "Two cats" == gallery["items"][0]["description"]


async def test_what_the_moderation_of_the_server_blocks_is_refused(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    discord.fail_next("POST /channels/{}/messages", code=200000)
    with pytest.raises(Refused):
        await platform.post(home, ANSWER, A)
