"""Looks at a page as assistive technology does: names, headings, landmarks, contrast, sizes, focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page

NAMED = {"button", "combobox", "textbox", "link", "option", "dialog", "listbox", "img", "navigation", "log", "checkbox"}

CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.push(rgba(getComputedStyle(one).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && element.getClientRects().length && !element.closest(".unseen, option");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const weak = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !seen(element)) continue;
    const under = ground(element);
    const pair = [light(over(rgba(getComputedStyle(element).color), under)), light(under)].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) weak.push(`${node.data.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
  }
  return weak;
}"""

SMALL = """() => [...document.querySelectorAll("button, select, input, textarea, summary, [role=option]")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".room-link"))
  .map((one) => (one.type === "checkbox" ? one.closest("label") : one))
  .map((one) => [one.textContent.trim() || one.id, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 43.9 || box.width < 43.9))
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""

FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = one.getBoundingClientRect();
  const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const name = one.id || one.ariaLabel || (one.labels?.[0] ?? one).textContent.trim().slice(0, 30);
  return [one === document.body ? "" : name, ringed && within];
}"""


@dataclass(frozen=True)
class Node:
    """One thing of the accessibility tree, as the browser itself computes it."""

    role: str
    name: str
    level: int


async def tree(page: Page) -> list[Node]:
    """The accessibility tree, in the order in which it is read."""
    session = await page.context.new_cdp_session(page)
    raw = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    await session.detach()
    by_id = {node["nodeId"]: node for node in raw}
    return [_node(node) for node in _in_order(raw[0], by_id) if not node.get("ignored")]


def _in_order(node: Any, by_id: dict[str, Any]) -> list[Any]:
    below = [by_id[child] for child in node.get("childIds", ()) if child in by_id]
    return [node, *(deep for child in below for deep in _in_order(child, by_id))]


def _node(raw: Any) -> Node:
    properties = {one["name"]: one["value"].get("value") for one in raw.get("properties", ())}
    name = raw.get("name", {}).get("value", "")
    return Node(raw.get("role", {}).get("value", ""), str(name).strip(), int(properties.get("level", 0)))


async def nameless(page: Page) -> list[str]:
    """The roles of what can be used or entered but has no name."""
    return [node.role for node in await tree(page) if node.role.lower() in NAMED and not node.name]


async def headings(page: Page) -> list[int]:
    return [node.level for node in await tree(page) if node.role == "heading"]


async def landmarks(page: Page) -> list[str]:
    wanted = ("banner", "navigation", "main", "complementary")
    return [node.role for node in await tree(page) if node.role in wanted]


async def weak_contrast(page: Page) -> list[str]:
    """Words with less than 4.5 : 1 against what is behind them."""
    return list(await page.evaluate(CONTRAST))


async def small_targets(page: Page) -> list[str]:
    """What a finger may miss: less than 44 pixels either way; links within a sentence are exempt."""
    return list(await page.evaluate(SMALL))


async def tabbed_through(page: Page, most: int = 60) -> list[tuple[str, bool]]:
    """What the tab key reaches from the top, and whether one can see that it is there."""
    reached: list[tuple[str, bool]] = []
    for _ in range(most):
        await page.keyboard.press("Tab")
        name, visible = await page.evaluate(FOCUSED)
        if not name:
            break
        reached.append((name, visible))
    return reached
