"""What simcord takes of a bot that speaks raw HTTP and hears raw interactions, as the Discord adapter does."""

import discord
import pytest
from discord.http import Route

V2 = 1 << 15
START = {"name": "start", "description": "Begin"}
TREE = {"name": "icebreaker", "description": "Ask", "options": [{"type": 1, "name": "now", "description": "Now"}]}
FIELD = {"type": 18, "label": "Name", "component": {"type": 4, "custom_id": "name", "style": 1}}


def card(text: str, *buttons: dict) -> dict:
    rows = [{"type": 1, "components": list(buttons)}] if buttons else []
    return {"flags": V2, "components": [{"type": 17, "components": [{"type": 10, "content": text}, *rows]}]}


def button(label: str, custom_id: str) -> dict:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id}


class RawBot(discord.Client):
    """No command tree, no views: what it knows is in the custom_id."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))

    async def setup_hook(self) -> None:
        route = Route("PUT", "/applications/{application_id}/commands", application_id=self.application_id)
        await self.http.request(route, json=[START, TREE])

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        route = Route("POST", f"/interactions/{interaction.id}/{interaction.token}/callback")
        await self.http.request(route, json=answer_to(interaction))


def answer_to(interaction: discord.Interaction) -> dict:
    data = interaction.data
    if interaction.type is discord.InteractionType.component:
        if data["custom_id"] == "form":
            return {"type": 9, "data": {"custom_id": "f:1", "title": "You", "components": [FIELD]}}
        return {"type": 7, "data": card(f"{data['custom_id']} was pressed")}
    if interaction.type is discord.InteractionType.modal_submit:
        return {"type": 4, "data": card(f"Hello {data['components'][0]['component']['value']}")}
    return {"type": 4, "data": card(f"/{data['name']}", button("Go", "go:1"), button("Who?", "form"))}


def texts(components: list[dict]) -> list[str]:
    return [part["content"] for part in components[0]["components"] if part["type"] == 10]


@pytest.fixture
def simcord_bot() -> RawBot:
    return RawBot()


@pytest.fixture
def room(simcord_env):
    return simcord_env.create_guild("Course").create_text_channel("general")


async def test_a_raw_bot_answers_a_command_with_a_card_and_its_button_works(simcord_env, room):
    sam = simcord_env.guild.add_member(simcord_env.create_user("sam"))
    shown = await sam.slash(room, "icebreaker now")
    assert ["/icebreaker"] == texts(shown.response.components)
    pressed = await sam.click(shown.response.message, label="Go")
    assert pressed.acknowledged
    assert ["go:1 was pressed"] == texts(shown.response.components)


async def test_a_modal_comes_back(simcord_env, room):
    sam = simcord_env.guild.add_member(simcord_env.create_user("sam"))
    shown = await sam.slash(room, "start")
    form = await sam.click(shown.response.message, custom_id="form")
    told = await sam.submit_modal(form, {"name": "Sam"})
    assert ["Hello Sam"] == texts(told.response.components)


async def test_a_button_outlives_its_bot(simcord_env, room):
    sam = simcord_env.guild.add_member(simcord_env.create_user("sam"))
    shown = await sam.slash(room, "start")
    await simcord_env.restart_bot(RawBot())
    await sam.click(shown.response.message, label="Go")
    assert ["go:1 was pressed"] == texts(shown.response.components)


async def test_simcord_knows_no_nonces(simcord_env, room):
    """Why sending twice is tried against the far end instead: here the second message would go unnoticed."""
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=room.id)
    body = card("Once") | {"nonce": "abc", "enforce_nonce": True, "allowed_mentions": {"parse": []}}
    sent = [await simcord_env.bot.http.request(route, json=body) for _ in range(2)]
    assert 2 == len({message["id"] for message in sent})
