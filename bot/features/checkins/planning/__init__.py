"""When check-ins come and what follows from them: rhythms, one reminder, "you said, we did", a course's own questions.

Opening asks ``loop.require_answered(bot, kind)`` first (UserError while staff owe an answer) and afterwards
``reminding.remind(bot, checkin)``. An answer given with "use my answers to see change" goes to
``links.keep(bot, checkin, person, item, option)`` as well, in the transaction that counts it.
"""
