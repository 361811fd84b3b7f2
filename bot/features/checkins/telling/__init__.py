"""What is told of a closed check-in: first in words, then in a picture, then in numbers; the same to everybody.

The door is ``publishing.published(bot, checkin)``, called by closing in its transaction, once the result is stored.
"""
