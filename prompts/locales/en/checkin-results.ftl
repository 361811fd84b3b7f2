# What is told of a closed check-in: words first, then a picture, then numbers. Nothing here says why.
number-word = { $n ->
    [0] nobody
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
   *[other] { $n }
}
number-start = { $n ->
    [0] Nobody
    [1] One
    [2] Two
    [3] Three
    [4] Four
    [5] Five
    [6] Six
    [7] Seven
    [8] Eight
    [9] Nine
   *[other] { $n }
}

checkin-name-poll = Poll
checkin-name-pulse = Pulse
checkin-name-connection = Connection check
checkin-name-exit = Exit note
checkin-name-own = { $title }

result-title = Results: { $name }, week { $week }
result-title-poll = Results of the poll
result-footer = Everybody sees the same figures. They were counted once, and do not change any more.
result-footer-page = Page { $page } of { $pages }. Everybody sees the same figures, and they do not change any more.
result-took-part = { $answered } of the { $size } in the class took part ({ $percent } %). How far this speaks for the class: { $level }.
result-took-part-least = At least { $answered } of the { $size } in the class took part. How far this speaks for the class: { $level }.
result-took-part-all = Everyone in the class took part.
result-took-part-open = { $answered } took part. I do not know how many are in the class, so I cannot say how far this speaks for it. Staff can tell me with “course size”.
result-took-part-open-least = At least { $answered } took part. I do not know how many are in the class, so I cannot say how far this speaks for it. Staff can tell me with “course size”.
result-took-part-few = Too few took part to show anything without showing who.
result-level-clear = clear
result-level-likely = likely
result-level-cannot-tell = cannot tell

result-split = { $kind ->
    [yes] { $yes } of the { $answered } who answered say yes.
    [load] { $yes } of the { $answered } who answered found the week heavy or very heavy.
   *[agree] { $yes } of the { $answered } who answered agree.
}
result-split-all = { $kind ->
    [yes] { $yes } of { $answered } say yes. Everyone answered: this is the class.
    [load] { $yes } of { $answered } found the week heavy or very heavy. Everyone answered: this is the class.
   *[agree] { $yes } of { $answered } agree. Everyone answered: this is the class.
}
result-silent = { $silent } did not answer, so the class’s true figure lies between { $low } % and { $high } %.
result-top = “{ $option }” was chosen most often: by { $yes } of the { $answered } who answered.
result-tie = { $options } were chosen most often: each by { $yes } of the { $answered } who answered.
result-tied = “{ $option }”
result-everybody = Everyone answered: this is the class.
result-named = This poll was named: staff can see who chose what.
result-words = { $kind ->
    [yes] { $word } of those who answered say yes.
    [load] { $word } of those who answered found the week heavy or very heavy.
    [agree] { $word } of those who answered agree.
   *[choice] { $word } of those who answered chose “{ $option }”.
}
result-words-range = { $low } to { $high }
result-start-hardly-any = Hardly any
result-start-few = Few
result-start-about-half = About half
result-start-most = Most
result-start-nearly-all = Nearly all
result-word-hardly-any = hardly any
result-word-few = few
result-word-about-half = about half
result-word-most = most
result-word-nearly-all = nearly all
result-words-note = In words where exact numbers would come too close to single people: “few” is less than a third, “most” more than two thirds, “hardly any” and “nearly all” about a tenth from either end.
result-divided = Opinions are divided: no answer was chosen by more than two thirds. The numbers would come too close to single people.
result-fewer = Too few answers to show anything without showing who.
result-nobody = Nobody answered.
result-withheld = Not shown: it lies so close to an earlier result that the difference would show what a few people said.
result-texts = Some people wrote something here. Staff read it without names, in mixed order.
result-texts-few = Fewer than { $k } people wrote something here, so nobody reads it.

number-headline-agree = agree
number-headline-yes = yes
number-headline-load = heavy or very heavy
number-share-of = { $label }: { $count } of { $answered }, { $percent } %
number-finite = { $label }: { $count } of { $answered }, { $percent } % ({ $low }–{ $high } % if the silent are like the others)
number-wilson = { $label }: { $count } of { $answered }, { $percent } % ({ $low }–{ $high } %)
number-option = { $label } { $count } ({ $percent } %)
numbers = In numbers: { $numbers }

chart-title = { $name }, week { $week }: share of those who answered
chart-alt = A bar chart of shares: { $bars }.
chart-bar = { $label }: { $percent } %
chart-bar-between = { $label }: { $percent } %, between { $low } % and { $high } %
chart-more = and more

checkin-closed-title = { $name } (closed)
checkin-closed-body = This is closed. Thank you to everybody who took part, and to everybody who chose not to. The results follow below.

results-pending = What is open now closes { $when }. Everybody sees its results then, at once; until then nobody does, staff neither.
results-none = No check-in has been closed yet.
results-none-poll = No poll has been closed yet.
page-earlier = Earlier page
page-next = Next page
mirror-button = Was I the only one?
mirror-title = Only you see this
mirror-split = { $yes } of the { $answered } who answered also found this week heavy or very heavy.
mirror-words = { $word } of those who answered also found this week heavy or very heavy.
mirror-not = So few answered, or agreed so much, that I cannot say more without showing who said what.
mirror-close = If your week was heavy: you need not carry it alone. Nobody learns that you looked here.

texts-button = Read what was written
texts-title = What people wrote
texts-notice = { $name }, week { $week }, is closed. People also wrote something, without names. Please read it as what the class says, and do not guess who wrote it.
texts-footer = In mixed order. Somebody may still be recognised by their style: please do not try.
texts-line = • { $text }
texts-gone = There is nothing to read here.

votes-button = Who chose what
votes-title = Who chose what (this poll was named)
votes-line = { $option }: { $names }
votes-nobody = nobody
votes-more = { $names } and { $count } more

# You said, we did: what staff owe the class after a check.
loop-title = You said, we did
loop-owed = The class has not heard yet what follows from “{ $name }” of week { $week }. The next one opens when you have answered it: I sent every one of you a form for that.
loop-owed-check = “{ $name }” of week { $week } is closed. Please tell the class what you heard and what follows from it. The next one of this kind opens when you have.
loop-how = Two or three sentences are enough. If nothing can change, say so, and say why: that is an answer, too.
loop-footer = Only staff are reminded of this, once a week at most.
loop-write = You said, we did …
loop-nothing = Nothing to change, as …
loop-said-label = What you heard from the class
loop-said-hint = Such as: many of you find the reading list too long.
loop-did-label = What you do about it
loop-did-hint = Such as: from next week on there are two texts a week, not four.
loop-because-label = Nothing changes for now, as …
loop-because-hint = Such as: the dates of the exam are not ours to move. We asked for next year.
loop-done = The class has this answer already.
loop-thanks = Posted. Thank you: people answer again when they see that it matters. The next “{ $name }” may open now.
loop-post-title = { $name }, week { $week }: you said, we did
loop-you-said = You said:
loop-we-did = We did:
loop-no-change = Nothing changes for now, as …
loop-post-footer = Written by the teaching team.

checkin-reminder = This is still open until { $when }. If you have answered: thank you. If you would rather not: that is fine, too, and nobody will ask you again.

# One question over the weeks.
trend-title = Over the weeks: { $name }
trend-none = There is nothing to show over the weeks yet: it begins with the first check-in that is closed.
trend-week = Week { $week }
trend-exact = Week { $week }: { $percent } % { $label } ({ $count } of { $answered }; { $low }–{ $high } %)
trend-whole = Week { $week }: { $percent } % { $label } ({ $count } of { $answered }: everyone)
trend-hidden = Week { $week }: not shown, so that nobody can be picked out
trend-told = Week { $week }: { $told }
trend-too-few = Two weeks or more with exact figures can be set side by side. There are not so many yet.
trend-moved-clear = Week { $first } and week { $last }: the intervals lie apart. That the figure moved is clear; why it did, this does not say.
trend-moved-cannot-tell = Week { $first } and week { $last }: the intervals overlap. Whether the figure moved, this cannot tell.
trend-noise = Changes under { $points } points, on the scale of five, cannot be told from noise with { $answered } answers.
trend-regression = The first figure was low. After a low figure the next is often higher by itself.
trend-same = From week { $first } to week { $last }: { $told }
change-sides = of { $pairs } people who let their answers be compared, { $up } went up, { $same } stayed, { $down } went down.
change-rising = Of those who changed, { $percent } % went up ({ $low }–{ $high } %): { $level }.
change-up = of { $answered } people who let their answers be compared, { $yes } went up.
change-words = { $word } of the people who let their answers be compared went up.
change-hidden = too few let their answers be compared to show anything without showing who.
trend-other = Another question
trend-footer = Each figure as it was published. In brackets: what it could be for the whole class.
trend-chart = Share over the weeks: { $label }
trend-alt = A line over the weeks: { $bars }.

# When check-ins open by themselves.
expected-weeks = I did not understand “{ $got }”. Please write weeks of the course, such as: 1, 6, 12 or 2-11.
checkin-scheduled = “{ $title }” will open in { $place }: { $day } { $at }, in these weeks of the course: { $weeks }. The first one: { $when }.
checkin-rhythm-replaced = It replaces the rhythm that was there for it.
checkin-exam-week = The last week is left out: people have enough to do then.
checkin-rhythm-over = None of its turns is still to come: the weeks are over, or in the days off.
checkin-rhythms = Check-ins that open by themselves
checkin-rhythm-name = { $title }: { $day } { $at }
checkin-rhythm-line = { $title } in { $place }: { $day } { $at }, weeks { $weeks }. Next: { $following }
checkin-rhythm-stop = Stop one of them for good
checkin-rhythm-none = No check-in opens by itself. Staff can change that with “checkin schedule”.
checkin-turn-passed = “{ $title }” was due and did not open. { $why }

# Questions that staff bring.
import-form = Your own questions
import-intro = Please bring only questions that you may use: many questionnaires belong to somebody. Answers are anonymous.
import-title-label = What it is called
import-title-hint = Such as: Group work
import-items-label = One question a line, at most 12
import-items-hint = A question | yes. Or: A question | one answer ; another. With no bar: five steps, agree.
import-line = Line { $number }: { $wrong }
import-count = There should be 1 to { $most } lines with a question.
import-item = The question should have 1 to { $most } characters, before the bar.
import-twice = The same question stands there before.
import-options = After the bar: agree, yes, or { $least } to { $most } answers with “;” between them.
import-same-options = Two of the answers are the same.
import-option = Each answer should have at most { $most } characters.
import-taken = Something is called “{ $title }” already.
import-full = There are { $most } already. Please take one away first: “checkin own”.
import-done = Kept: “{ $title }”, { $count ->
    [one] one question
   *[other] { $count } questions
}.
import-every = Questions that staff brought
import-one = { $title }: { $count ->
    [one] one question
   *[other] { $count } questions
}
import-use = “checkin preview” shows what a student will see, “checkin start” asks it now, “checkin schedule” in some weeks.
import-none = Staff have brought no questions of their own. “checkin import” takes them.
import-remove = Take one away
import-removed = “{ $title }” is gone. What was asked before keeps its results.

# Comparing from one check to the next: only answers of those who said so.
link-about = You may let your answers be compared with your next ones, so that the class sees how many went up, stayed or went down; never who. They then lie under a pseudonym until 30 days after the course. Until it is gone, the person who runs my server could find out whose they are; “me” erases them. Everything else here is the same either way.
