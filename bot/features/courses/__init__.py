"""A course in a Space: set up by a form and a preview, changed by settings, run by the staff it names.

Nothing is said in public until somebody has seen the preview and started the course.
"""

from __future__ import annotations

from bot.features.courses import changes, handlers, setup, staff
from bot.features.courses.cards import welcome
from bot.kernel.commands import command
from bot.kernel.features import Act, Feature
from bot.kernel.roles import OWNERS, STAFF
from bot.store.kept import KEPT

FEATURE = Feature(
    name="courses",
    commands=(
        command("course setup", setup.set_up, may=STAFF),
        command("course settings", handlers.show_settings, may=STAFF),
        command("course status", handlers.show_status, may=STAFF),
        command("course size", handlers.set_size, may=STAFF),
        command("course staff add", staff.add, may=OWNERS),
        command("course staff remove", staff.remove, may=OWNERS),
    ),
    presses={
        "course.start": Act(setup.on_start, STAFF),
        "course.change": Act(setup.on_change, STAFF),
        "course.cancel": Act(setup.on_cancel, STAFF),
        "course.home": Act(setup.on_home, STAFF),
        "course.edit": Act(changes.on_edit, STAFF),
        "course.topics": Act(changes.on_topics, STAFF),
        "course.breaks": Act(changes.on_breaks, STAFF),
        "course.pause": Act(changes.on_pause, STAFF),
        "course.resume": Act(changes.on_resume, STAFF),
    },
    forms={
        "course.change": Act(setup.on_changed, STAFF),
        "course.edit": Act(changes.on_edited, STAFF),
        "course.topics": Act(changes.on_topics_given, STAFF),
        "course.breaks": Act(changes.on_breaks_given, STAFF),
    },
    keeps=KEPT,
    greet=welcome,
)
