# Insights: figures of a course's weeks, and the weekly note to staff. They say what was, never why.
insights-title = { $course }: week { $week }
insights-week = week { $week }
insights-empty-week = Nothing was asked in this week, so there is nothing to count.
insights-limits = What this can tell: how many, roughly, and how sure that is. What it cannot tell: who, why, or how anybody feels. Only what people did with my questions and in buddy rooms is counted; everything else they say is not read.
insights-sure = How sure this is: every week has its chance ups and downs. A 95 % interval is made so that, in 19 weeks of 20, it holds what the figure would be in the long run if nothing changed. It takes everybody to decide for themselves; where people move one another, less is sure. Where the intervals of two weeks overlap, the difference may be chance alone. Questions and check-ins are simply counted, and people in fives. A middle value needs 6 questions, or 12 buddy groups, to have an interval.
insights-file-about = Ends are the low and high of each figure; doubt says what they are. chance: a 95 % interval. rounding: the count was rounded down to fives. none: it is exact. too-few: too few for an interval. Empty: nothing was told, or the week is older than the intervals. Of parts, they are the interval of the part's share of the whole.
insights-footer = Published once and never changed. Students see the figures of the class as well.
insights-not-yet = The first week is not over yet. When it is, this shows how many took part, and never who.
insights-file = Here are all weeks that were published so far.
insights-csv = As a table (CSV)
insights-json = As data (JSON)
insights-all = Show all figures
insights-note-off = No more weekly notes
insights-note-on = Send me the weekly note
insights-note-is-off = All right: no more weekly notes to you. You can ask for the figures at any time.
insights-note-is-on = I will send you a short note when a week is over.

insights-chart-title = Share of people who took part, week by week
insights-chart-point = { $week }: about { $share } %
insights-chart-alt = The share of people who took part in any way. { $points }. Weeks with too few to show are left out.

# What the figures are called.
measure-asked = Questions asked
measure-took-part = Took part in any way, of the class
measure-took-part-seen = Took part in any way, of those seen in the last four weeks
measure-rungs = How people answered
measure-prompts = Questions that many answered
measure-first-reply = Time to the first answer, middle value of questions that five or more answered
measure-answered-in-a-day = Questions with an answer within a day
measure-passes = How people passed
measure-burden = Skips, pauses and goodbyes per hundred messages of mine
measure-buddy-take-up = Take part in buddies, of the class
measure-buddy-members = Take part in buddies
measure-two-way = Buddy groups in which two or more wrote within three days
measure-ladder-step = How far buddy groups have come in their nine questions, middle value
measure-ties-one = Have an exchange with at least one person
measure-ties-two = Have exchanges with two people or more
measure-isolates = Take part in buddies and have no exchange yet
measure-check-ins = Check-ins that ended
measure-responses = Answered check-ins, of all who were asked
measure-loops = Check-ins that were followed by “you said, we did” within ten days
part-tap = tapped a word
part-finish = finished a sentence
part-line = wrote a line
part-skip = skipped
part-later = later
part-not = not for me
part-own = a question of your own
part-question = “{ $text }”

# What the figures say.
figure-few = fewer than 5
figure-nearly = all, or nearly all
figure-none = none with answers enough
figure-parts = and { $count } more
figure-too-little = too little to tell
figure-step = question { $step }
figure-about = about { $share } %
figure-share = { $share } %
figure-hours =
    { $hours ->
        [0] less than half an hour
        [one] about an hour
       *[other] about { $hours } hours
    }
figure-count = { $count }
figure-roughly = about { $count }
figure-between = { $low } to { $high }
figure-more = { $count } or more
figure-part = { $count } or more, { $low } to { $high } %
interval-share = 95 % interval { $low } to { $high } %
interval-hours = 95 % interval { $low } to { $high } hours
interval-median = 95 % interval question { $low } to { $high }
interval-per_hundred = 95 % interval { $low } to { $high }
interval-split = 95 % intervals of their shares
interval-too-few = too few for a 95 % interval
footing-share = of { $count }
footing-hours =
    { $count ->
        [one] one question
       *[other] { $count } questions
    }
footing-median = { $count } groups
footing-per_hundred = { $count } messages
footing-isolates = of { $count } or more
footing-split = of { $count } or more
band-none = nobody
band-some = some
band-1-4 = 1 to 4
band-5-more = 5 or more

# The weekly note: three sentences, and one thing to try.
note-title = { $course }: your note on week { $week }
note-footer = Only you see this. It is about the class, never about one person.
note-nothing-asked = No icebreaker was asked in this week.
note-part = About { $share } % of the class took part in the questions of this week{ $sure }.
note-part-few = Fewer than five of the class took part in the questions of this week.
note-part-nearly = All of the class, or nearly all, took part in the questions of this week.
note-part-seen = About { $share } % of those seen in the last four weeks took part in the questions of this week{ $sure }.
note-part-seen-few = Fewer than five took part in the questions of this week.
note-part-seen-nearly = All of those seen in the last four weeks, or nearly all, took part in the questions of this week.
note-connected = Everybody who has been with the buddies for a week has had an exchange with somebody.
note-apart = Some who take part in buddies have had no exchange with anybody yet.
note-tied = About { $share } % of those who take part in buddies have had an exchange with somebody{ $sure }.
note-tied-few = Too few take part in buddies to say how many have had an exchange.
note-tied-nearly = All who take part in buddies, or nearly all, have had an exchange with somebody.
note-joined = About { $share } % of the class take part in buddies{ $sure }.
note-joined-few = Fewer than five of the class take part in buddies.
note-joined-nearly = All of the class, or nearly all, take part in buddies.
note-joined-some = Buddies have begun, and there is too little yet to say who is connected.
note-no-buddies = Nobody takes part in buddies yet.
note-heavy = Skipping, pausing and stopping were common in this week.
note-replied =
    { $count ->
        [one]
            { $hours ->
                [0] The one question that five or more answered had its first answer within half an hour{ $sure }.
                [one] The one question that five or more answered had its first answer after about an hour{ $sure }.
               *[other] The one question that five or more answered had its first answer after about { $hours } hours{ $sure }.
            }
       *[other]
            { $hours ->
                [0] Half of the questions that five or more answered had their first answer within half an hour{ $sure }.
                [one] Half of the questions that five or more answered had their first answer within about an hour{ $sure }.
               *[other] Half of the questions that five or more answered had their first answer within about { $hours } hours{ $sure }.
            }
    }
note-two-way = In about { $share } % of the new buddy groups, two or more wrote within three days{ $sure }.
note-no-more = There was too little else to say anything without showing who it was.
note-try-rest = To try: let the next question pass with /icebreaker skip, and see how that is.
note-try-asking = To try: ask one small question with /icebreaker now.
note-try-mixer = To try: some people are not connected yet, so plan a mixer with /buddies now kind:mixer.
note-try-inviting = To try: invite everybody to buddies with /buddies invite.
note-try-lighter = To try: look ahead with /icebreaker preview, and swap in a lighter question.
note-try-answering = To try: answer the next question yourself, soon and in a few words.
note-try-thanking = To try: tell the class one thing that you liked in their answers.
