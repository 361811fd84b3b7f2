# Check-ins and polls: asking, answering, closing. What is told of their results is in checkin-results.ftl.
kind-checkin = Check-in
poll-title = A question for the class
checkin-about = { $count ->
    [one] One short question, private and in your own time.
   *[other] { $count } short questions, private and in your own time: one tap each, and you may stop anywhere.
}
checkin-not-validated = Our own questions: no study has tested what they measure.
checkin-place = Question { $number } of { $count }
checkin-answer = Answer
checkin-send = Send
checkin-write = Write
checkin-refuse = Prefer not to say
checkin-anonymous = Anonymous. It closes { $when }; then everybody sees the same result at once, and nobody sees anything before. If fewer than { $fewest } answer, nothing is shown. An answer cannot be changed.
checkin-means = Your classmates and teachers cannot see who said this. I do not keep your name with the answer. The company behind this chat, and the person who runs my server, could in theory see that you pressed a button.
checkin-words = Somebody may know you by your style. What is written goes to the staff, mixed, and only if ten or more have written. Nobody reads it in real time.
checkin-words-label = Your words
checkin-words-hint = Up to 500 characters. Please name nobody.
checkin-named = Named: the staff of this course see who chose what. Everybody else sees only numbers.
checkin-named-until = You can change your vote until it closes, { $when }.
checkin-thanks = Thank you. It closes { $when }; then the result comes here, for everybody at once.
checkin-thanks-named = Thank you. Named: the staff see what you chose. You can change it until it closes, { $when }.
checkin-later = No hurry: it is open until { $when }. Nothing is lost, and you go on where you stopped.
checkin-over = This is closed, so nothing more is counted. Here is the result:
checkin-gone = That question is no longer here.
scale-agree-1 = Strongly disagree
scale-agree-2 = Disagree
scale-agree-3 = Neither
scale-agree-4 = Agree
scale-agree-5 = Strongly agree
scale-yes-yes = Yes
scale-yes-not = Not yet
scale-load-light = Light
scale-load-okay = Okay
scale-load-heavy = Heavy
scale-load-very = Very heavy
tick-on = ☑ { $option }
tick-off = ☐ { $option }
tick-none = Please choose at least one, or “Prefer not to say”.
link-off = Use my answers to see change: no
link-on = Use my answers to see change: yes

no-such-checkin = There is no check-in “{ $got }”. There are: { $known }.
checkin-needs-contacts = This waits for { $count } safety contacts: people whom students can turn to. “safety contacts add” names them.
checkin-is-open = “{ $title }” is open already.
checkin-none-open = Nothing of that kind is open.
checkin-which = More than one is open. Please say which: { $titles }.
checkin-asked = Asked in { $place }. It closes { $when }; then everybody sees the result, you and the students at the same time.
checkin-closed = Closed. The result comes in { $place }, for everybody.
checkin-was-asked = That has been asked already.
checkin-look = This is exactly what a student will see. Nothing that you press here is counted.
poll-look = This is exactly what students will see. Nothing that you press here is counted; “Ask it” puts it into { $place }, open for { $lasts }.
poll-ask-it = Ask it
poll-options-amount = Please give 2 to 10 answers with ; between them, not { $count }.
poll-option-long = An answer may have { $most } characters: “{ $got }” is too long.
poll-options-twice = “{ $got }” is there twice.
poll-question-long = Please keep the question within { $most } characters.
expected-duration = Please say how long, from 1 hour to 28 days: such as 12 hours, 2 days or 1 week, not “{ $got }”.
