# After the match: the introduction, the nine questions, what people answered, and how it ends.
exchange-title = Buddies: { $names }
exchange-meet = { $count ->
    [2] Please meet each other: you are buddies for the next weeks.
   *[other] Please meet each other: you are buddies for the next weeks, all { $count } of you.
}
exchange-meet-again = { $count ->
    [2] You two have been buddies before, and begin a new exchange here, with new questions.
   *[other] You have been buddies before, all { $count } of you, and begin a new exchange here, with new questions.
} What an earlier one said stays readable; its buttons are over.
exchange-go-on = { $count ->
    [2] Somebody has moved on. That happens, and it says nothing about any of you. You two go on, and this is your room from now on.
   *[other] Somebody has moved on. That happens, and it says nothing about any of you. You go on, all { $count } of you, and this is your room from now on.
}
exchange-joins = { $count ->
    [one] { $names } joins you: please meet each other.
   *[other] { $names } join you: please meet each other.
} This is your room from now on. What you have read of each other until now stays between you; what you answer from now on, all of you read.
exchange-fewer = { $count ->
    [2] You are two now: somebody has moved on. That happens, and it says nothing about any of you. Everything else goes on as it was.
   *[other] You are { $count } now: somebody has moved on. That happens, and it says nothing about any of you. Everything else goes on as it was.
}
exchange-room-finished = This room is finished: I write nothing more here. What was said stays readable.
exchange-how = I bring you up to { $steps } short questions, one every two or three days. Each takes about five minutes, whenever you like. You read each other’s answers once { $count ->
    [2] both
   *[other] all
} of you have written. And you are welcome to talk about anything else.
exchange-video = If you would like to talk, this room is yours: { $link }
exchange-staff-help = If something is not right, “Tell the staff” reaches the people who run this course, and only them. You can ask for somebody else at any time, without giving a reason.
exchange-moderators-see = Good to know: this thread is private, but whoever moderates the server can open it. I read nothing that you write here; I only know what you send me through my buttons.
exchange-light = Skip, later and stop are always fine.
exchange-open = The question
exchange-free = When are we free together?
exchange-tell-staff = Tell the staff
exchange-else = Somebody else, please

exchange-step = Question { $number } of { $steps }
exchange-first = { $name }, would you like to go first this time?
exchange-reveal = You read each other’s answers once { $count ->
    [2] both
   *[other] all
} of you have written. Take your time.
exchange-question-gone = (This question is not on my shelf any more. Write whatever you would like to tell.)
exchange-answer = Answer
exchange-another = Another question
exchange-later = Later
exchange-freeze = No deeper than this
exchange-answer-title = Your answer
exchange-answer-label = Your answer
exchange-answer-hint = Up to { $most } characters
exchange-answer-readers = { $count ->
    [one] { $names } reads what you write.
   *[other] { $names } read what you write.
}
exchange-yours = Your answer: { $text }
exchange-kept = { $count ->
    [2] Kept. You both read what you wrote once both of you have written; until then nobody does.
   *[other] Kept. You all read what you wrote once all of you have written; until then nobody does.
}
exchange-draft-title = Question { $number }: your answer waits for you
exchange-draft = { $count ->
    [one] { $names } has joined you since you began to write this.
   *[other] { $names } have joined you since you began to write this.
} So I hold it back, and nobody has read it. If you give it to all, { $readers } read it once all of you have written. You can change it first, or take it back.
exchange-give = Give it to all
exchange-answered-title = Question { $number }, answered
exchange-take-back = Take it back
exchange-taken-back = Taken back. What others have read already stays with them.
exchange-step-gone = That question is not here any more.
exchange-none-yet = The first question comes soon, in the day. You are welcome to say hello meanwhile.
exchange-passed = That question is over: nothing to do, and nothing is counted.
exchange-no-other = There is no other question for this step. You need not answer: the next one comes by itself.
exchange-later-said = I will send you this question privately tomorrow.
exchange-frozen = Kept: from here on no question goes deeper than this one. Nobody is told who wished it.
exchange-thaw = Take it back
exchange-thawed = Taken back.
exchange-bump = Whenever you have five minutes, a question is waiting for you here. A short answer is a good answer, and you may ask for another question.

exchange-offer-title = Waiting for an answer?
exchange-offer = It has been quiet for three days. People get busy; it says nothing about you. Would you like me to find you somebody else? Nobody is told that you asked.
exchange-fresh = Find me somebody else
exchange-patience = I would rather wait
exchange-searching = I am looking for somebody for you now; within a day at the latest you hear from me.
exchange-waiting-on = Good. Your answer stays as it is, and “buddy rematch” finds somebody else at any time.
exchange-wrote-meanwhile = Something has been written meanwhile: have a look.

exchange-middle-title = Half the time is over
exchange-middle = Have you met, or written to each other? Any answer is fine.
exchange-ending-title = This exchange is coming to its end
exchange-ending = How was it? And what would you like next? { $count ->
    [2] If both of you say “Keep”, you stay together.
   *[other] Whoever says “Keep” stays with all those here who say it too.
}
exchange-ending-room = I close this exchange on { $when }. What was said stays readable.
exchange-ending-alone = It ends on { $when }.
exchange-over = The exchange that began on { $when } is over. Thank you for the time that you gave each other! What was said stays readable.
exchange-only-you = Nobody else sees what you choose.
exchange-went-met = We met
exchange-went-wrote = We wrote
exchange-went-not-yet = Not yet
exchange-went-not-this-time = Not this time
exchange-wish-keep = Keep
exchange-wish-rotate = Somebody new
exchange-wish-rest = Rest for a round
exchange-thanks-met = Lovely. Thank you for telling me.
exchange-thanks-wrote = Lovely: writing to each other is meeting. Thank you for telling me.
exchange-thanks-not-yet = Thank you. There is no hurry. It may help to see when you are free together, or just to say hello in one line.
exchange-thanks-not-this-time = Thank you for telling me. That is fine, and nobody else learns of it. If you like, I find you somebody else.
exchange-wished-keep = { $count ->
    [one] Kept: if { $names } says so as well, you stay together in the next round.
   *[other] Kept: if { $names } say so as well, you stay together in the next round.
} Nobody is told.
exchange-wished-rotate = You will meet somebody new in the next round.
exchange-wished-rest = You rest for the next round, and are back by yourself after it.

exchange-quiet-title = Is it still good for you to have a buddy?
exchange-quiet = Your last rounds were quiet. That is fine: weeks are full. What would suit you? Until you choose, everything stays as it is.
exchange-stay = Stay
exchange-stop = Stop
exchange-chosen-stay = Good to have you with us.
exchange-chosen-later = You rest until { $until }, and are back by yourself then. “buddy resume” brings you back sooner.
exchange-chosen-stop = You are out, and nobody is asked or told why. “buddy join” brings you back at any time.

exchange-free-title = { $count ->
    [2] When you are both usually free
   *[other] When you are all usually free
}
exchange-free-unknown = I do not know yet when { $names } would be free. Whoever tells me their hours helps everybody here; writing to each other works at any hour.
exchange-free-none = Your usual hours do not meet in this week. That is no problem: write to each other whenever it suits each of you.
exchange-free-usually = Usually, by what you told me. Please ask each other before you count on it.
exchange-tell-hours = Tell my hours
exchange-clock = { $when } for { $name }
exchange-next = (next: { $when })
exchange-calendar = For my calendar
exchange-talk = A talk: { $names }
exchange-calendar-title = For your calendar
exchange-calendar-how = Open the file buddies.ics with your calendar.

exchange-staff-title = Tell the staff
exchange-staff-intro = Only the staff of this course reads this, with your name. The others in your group are not told. If you would like somebody else, say so, or use “buddy rematch”.
exchange-staff-label = What should they know?
exchange-staff-hint = As short as you like
exchange-told-staff = Sent to the staff of this course.
exchange-staff-card = A word from a buddy group
exchange-staff-from = { $who } writes about the group with { $names }:
