# Icebreakers: the questions themselves are in the packs.
kind-icebreaker = Icebreaker
icebreaker-title = A question for everyone
icebreaker-footer = Answer in any way you like, or not at all. Late answers are welcome.
opened-title = The question
later-title = You wanted to come back to this
content-note = Before you open it: this question { $note }.
open-question = Show the question
finish-button = { $stem }
line-button = Write a line
later-button = Later
skip-button = Skip
not-for-me-button = Not for me
answered-so-far = { $count } people or more have answered. Late answers are welcome.

your-answer = Your answer: { $text }
answer-shown = It stands in the thread, with your name.
answer-counted = It is counted, without your name. Would you like to show it?
show-button = Show it in the thread
hide-button = Only count it
edit-button = Change it
delete-button = Delete it
answer-title = Your answer
line-label = Your answer, in a line
line-hint = Up to 200 characters
how-label = Who sees it
how-thread = The class: in the thread, with my name
how-count = Nobody: only count that I answered
answer-deleted = Deleted: gone from the thread and from the count.
passed-skip = Skipped. No reason needed.
passed-not = Thank you. Whoever looks after the questions learns how many people felt so, never who.
passed-later = I will send you this question privately tomorrow.
post-gone = That question is no longer here.
no-answer-yet = You have not answered this question yet.

icebreakers-scheduled = I will ask an icebreaker in { $place }: { $rhythm }. The first one: { $when }.
stop-rhythm = Stop this rhythm
rhythm-is-over = That rhythm would end on { $last }, before its first turn.
rhythm-stopped = Stopped. What was asked stays, and can still be answered.
unknown-theme = There is no theme “{ $theme }”. There are: { $themes }.
nothing-to-ask = There is no question that fits: every theme of it is blocked, or the theme has none for this week.
asked-in = Asked in { $place }.
no-icebreakers = No icebreaker is scheduled.
preview-icebreakers = The next icebreakers
preview-promise = These are exactly the questions that will be asked.
turn-ahead = { $when } in { $place }: { $text } ({ $labels })
turn-empty = { $when } in { $place }: nothing, for no question fits
turn-skipped = { $when } in { $place }: skipped
swap-next = Another first question
skip-next = Skip the next
nothing-ahead = No icebreaker is scheduled that this could be about.
nothing-else = There is no other question that fits this turn.
turn-is-over = That turn is over or has changed. Please open the preview again.
icebreakers-paused = { $count ->
    [one] One rhythm rests until you resume it.
   *[other] { $count } rhythms rest until you resume them.
}
icebreakers-active = { $count ->
    [one] One rhythm goes on.
   *[other] { $count } rhythms go on.
}
no-such-rhythm = There is no rhythm “{ $got }” here. “course status” shows what there is.
day-mo = Mon
day-tu = Tue
day-we = Wed
day-th = Thu
day-fr = Fri
day-sa = Sat
day-su = Sun

themes-title = Themes of the questions
themes-body = There are: { $themes }.
themes-blocked = This course leaves out: { $themes }
themes-none-blocked = This course leaves none out.
themes-menu = Leave a theme out, or allow it again
theme-block = Leave out: { $theme }
theme-allow = Allow again: { $theme }

default-stem = I would say …
suggestion-thanks = Thank you. Somebody of the staff will read it, and you will hear from me.
suggestion-too-long = Please keep the question within { $question } characters, and each label within { $label }.
suggestion-labels = Please give { $least } to { $most } short answers, or none.
suggestions-waiting = You have { $most } suggestions waiting already. Thank you! Please let the staff read those first.
suggestion-title = A question was suggested
suggestion-from = From { $who }:
no-labels = (no short answers to tap)
approve = Approve
decline = Decline
suggestion-decided = Somebody has decided this already.
approved-done = Approved, and its author will hear of it: { $text }
decline-title = A word to the author
decline-label = Why not this one? The author reads this.
decline-hint = Kind and concrete: what would make it fit?
declined-done = Declined. Its author will read your words.
suggestion-approved = Your question will be asked: { $text }
suggestion-declined = Your question will not be asked this time: { $text } The staff writes: { $word }
no-word = (no words)

report-title = How the last questions were answered
report-footer = Numbers below { $fewest } are never shown. Nobody is ever listed for not answering.
nothing-asked-yet = No question has been asked yet.
answered-few = fewer than { $fewest } answers so far
answered-count = { $count } answers
rung-tap = { $count } by a tap
rung-finish = { $count } finished the sentence
rung-line = { $count } wrote a line
pass-skip = { $count } skipped
pass-later = { $count } later
pass-not = { $count } not for me
