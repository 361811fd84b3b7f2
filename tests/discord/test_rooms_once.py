"""A room is opened once, and for all of its people or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.kernel.errors import Forbidden, RateLimited, Unclear, Unreachable
from tests.discord.buddies import BRINGING, OPENING, SAYING, A, Buddies
from tests.platforms.discord.permissions import NOTHING, Can


class TestOnce:
    """Whatever was lost of an attempt, the next one leaves one room with one card in it."""

    @pytest.mark.parametrize("step", [OPENING, BRINGING, SAYING, "GET /guilds/{}/members/{}"])
    @pytest.mark.parametrize("happened", [True, False])
    async def test_a_broken_connection(self, buddies: Buddies, step: str, happened: bool) -> None:
        buddies.break_at(step, happened)
        with pytest.raises(Unclear):
            await buddies.gather()
        said = await buddies.gather(again=True)
        assert ({"Homeroom", "Ana", "Sam"}, buddies.words) == (buddies.people(buddies.room), buddies.said())
        assert buddies.room.id == said.place.thread

    async def test_also_long_after_the_nonce_is_forgotten(self, buddies: Buddies) -> None:
        first = await buddies.gather()
        buddies.discord.clock.advance(3600)
        assert first == await buddies.gather(again=True)
        assert buddies.words == buddies.said()

    async def test_who_has_left_the_room_since_is_not_brought_back(self, buddies: Buddies) -> None:
        await buddies.gather()
        del buddies.room.people[buddies.sam.id]
        await buddies.gather(again=True)
        assert {"Homeroom", "Ana"} == buddies.people(buddies.room)

    async def test_a_room_that_fell_asleep_half_furnished_wakes(self, buddies: Buddies) -> None:
        buddies.break_at(BRINGING, True)
        with pytest.raises(Unclear):
            await buddies.gather()
        buddies.room.archived = True
        await buddies.gather(again=True)
        assert (False, {"Homeroom", "Ana", "Sam"}) == (buddies.room.archived, buddies.people(buddies.room))
        assert buddies.words == buddies.said()

    async def test_too_many_requests_in_the_middle(self, buddies: Buddies) -> None:
        buddies.discord.fail_next(BRINGING, status=429, retry_after=0.01)
        with pytest.raises(RateLimited):
            await buddies.gather()
        await buddies.gather(again=True)
        assert buddies.words == buddies.said()

    async def test_a_room_of_an_earlier_time_is_another(self, buddies: Buddies) -> None:
        await buddies.gather()
        buddies.discord.clock.advance(3600)
        await buddies.platform.gather(
            buddies.home, buddies.pair, buddies.card, A, buddies.began + timedelta(minutes=30)
        )
        assert 2 == len(buddies.rooms)

    @pytest.mark.parametrize("strange", ["owner", "parent", "name"])
    async def test_a_room_that_only_looks_like_ours_is_not_entered(self, buddies: Buddies, strange: str) -> None:
        await buddies.gather()
        theirs = buddies.room
        if strange == "owner":
            theirs.owner_id = buddies.lee.id
        elif strange == "parent":
            theirs.parent = buddies.discord.guild.channel("buddies")
        else:
            theirs.name = "Ana and Sam · ABCDE"
        buddies.discord.clock.advance(3600)
        said = await buddies.gather(again=True)
        assert theirs.id != said.place.thread


class TestSomebodyIsGone:
    async def test_who_left_the_server_is_named_and_nobody_sees_a_room(self, buddies: Buddies) -> None:
        buddies.leaves(buddies.sam)
        with pytest.raises(Unreachable) as error:
            await buddies.gather()
        assert ((buddies.pair[1],), []) == (error.value.people, buddies.rooms)

    async def test_all_who_are_gone_are_named(self, buddies: Buddies) -> None:
        buddies.leaves(buddies.sam)
        del buddies.discord.people[buddies.ana.id]
        with pytest.raises(Unreachable) as error:
            await buddies.gather()
        assert buddies.pair == error.value.people

    async def test_a_room_of_which_somebody_left_before_it_was_furnished_is_given_up(self, buddies: Buddies) -> None:
        buddies.break_at(SAYING, False)
        with pytest.raises(Unclear):
            await buddies.gather()
        buddies.leaves(buddies.sam)
        for _ in range(2):
            with pytest.raises(Unreachable) as error:
                await buddies.gather(again=True)
            assert (buddies.pair[1],) == error.value.people
        assert (True, {"Homeroom"}, []) == (buddies.room.archived, buddies.people(buddies.room), buddies.said())

    async def test_who_does_not_see_the_channel_is_named_and_the_other_let_out(self, buddies: Buddies) -> None:
        buddies.discord.general.overwrites = {buddies.sam.id: (NOTHING, Can.VIEW_CHANNEL)}
        with pytest.raises(Unreachable) as error:
            await buddies.gather()
        assert (buddies.pair[1],) == error.value.people
        assert (True, {"Homeroom"}, []) == (buddies.room.archived, buddies.people(buddies.room), buddies.said())

    @pytest.mark.parametrize("code", [10007, 10013, 30033])
    async def test_whom_discord_does_not_let_in_is_named(self, buddies: Buddies, code: int) -> None:
        buddies.discord.fail_next(BRINGING, code=code)
        with pytest.raises(Unreachable) as error:
            await buddies.gather()
        assert ((buddies.pair[0],), {"Homeroom"}) == (error.value.people, buddies.people(buddies.room))

    async def test_a_room_that_we_do_not_see_is_nobodys_fault(self, buddies: Buddies) -> None:
        buddies.discord.fail_next(BRINGING, code=50001)
        buddies.discord.fail_next("GET /channels/{}", code=50001)
        with pytest.raises(Forbidden) as error:
            await buddies.gather()
        assert "View Channel" == error.value.grant
