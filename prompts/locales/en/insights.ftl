# Insights: figures of a course's weeks, and the weekly note to staff. They say what was, never why.
insights-title = { $course }: week { $week }
insights-week = week { $week }
insights-empty-week = Nothing was asked in this week, so there is nothing to count.
insights-limits = What this can tell: how many, roughly, and how sure that is. What it cannot tell: who, why, or how anybody feels. Only what people did with my questions and in buddy rooms is counted; everything else they say is not read.
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
insights-chart-point = { $week }: about { $share } %
insights-chart-alt = The share of people who took part in any way. { $points }. Weeks with too few to show are left out.

# What the figures are called.
measure-asked = Questions asked
measure-took-part = Took part in any way, of the class
measure-took-part-seen = Took part in any way, of those seen in the last four weeks
measure-rungs = How people answered
measure-prompts = Questions that many answered
measure-first-reply = Time to the first answer, middle value
measure-answered-in-a-day = Questions with an answer within a day
measure-passes = How people passed
measure-burden = Skips, pauses and goodbyes per hundred messages of mine
measure-buddy-take-up = Take part in buddies, of the class
measure-buddy-members = Take part in buddies
measure-two-way = Buddy groups in which two or more wrote within three days
measure-ladder-step = Question that buddy groups have come to, of nine, middle value
measure-ties-one = Have an exchange with at least one person
measure-ties-two = Have exchanges with two people or more
measure-isolates = Take part in buddies and have no exchange yet
measure-check-ins = Check-ins that ended
measure-responses = Answered check-ins, of the class
measure-loops = Check-ins that were followed by “you said, we did” within ten days
part-tap = tapped a word
part-finish = finished a sentence
part-line = wrote a line
part-skip = skipped
part-later = later
part-not = not for me
part-own = a question of your own

# What the figures say.
figure-few = fewer than 5
figure-nearly = all, or nearly all
figure-none = none with answers enough
figure-about = about { $share } %
figure-share = { $share } %
figure-hours =
    { $hours ->
        [0] less than half an hour
        [one] about an hour
       *[other] about { $hours } hours
    }
figure-count = { $count }
figure-more = { $count } or more
figure-interval = 95 % interval { $low } to { $high } %
footing-share = of { $count }
footing-hours =
    { $count ->
        [one] one question
       *[other] { $count } questions
    }
footing-median = { $count } groups
footing-per_hundred = { $count } messages
footing-isolates = of { $count } or more
band-none = nobody
band-some = some
band-1-4 = 1 to 4
band-5-more = 5 or more

# The weekly note: three sentences, and one thing to try.
note-title = { $course }: your note on week { $week }
note-footer = Only you see this. It is about the class, never about one person.
note-nothing-asked = No icebreaker was asked in this week.
note-part = About { $share } % of the class took part in the questions of this week.
note-part-few = Fewer than five of the class took part in the questions of this week.
note-part-nearly = All of the class, or nearly all, took part in the questions of this week.
note-part-seen = About { $share } % of those seen in the last four weeks took part in the questions of this week.
note-part-seen-few = Fewer than five took part in the questions of this week.
note-part-seen-nearly = All of those seen in the last four weeks, or nearly all, took part in the questions of this week.
note-connected = Everybody who has been with the buddies for a week has had an exchange with somebody.
note-apart = Some who take part in buddies have had no exchange with anybody yet.
note-tied = About { $share } % of those who take part in buddies have had an exchange with somebody.
note-tied-few = Too few take part in buddies to say how many have had an exchange.
note-tied-nearly = All who take part in buddies, or nearly all, have had an exchange with somebody.
note-joined = About { $share } % of the class take part in buddies.
note-joined-few = Fewer than five of the class take part in buddies.
note-joined-nearly = All of the class, or nearly all, take part in buddies.
note-joined-some = Buddies have begun, and there is too little yet to say who is connected.
note-no-buddies = Nobody takes part in buddies yet.
note-heavy = Skipping, pausing and stopping were common in this week.
note-replied =
    { $hours ->
        [0] A question usually had its first answer within half an hour.
        [one] A question usually had its first answer after about an hour.
       *[other] A question usually had its first answer after about { $hours } hours.
    }
note-two-way = In about { $share } % of the new buddy groups, two or more wrote within three days.
note-no-more = There was too little else to say anything without showing who it was.
note-try-rest = To try: let the next question pass with /icebreaker skip, and see how that is.
note-try-asking = To try: ask one small question with /icebreaker now.
note-try-mixer = To try: some people are not connected yet, so plan a mixer with /buddies now kind:mixer.
note-try-inviting = To try: invite everybody to buddies with /buddies invite.
note-try-lighter = To try: look ahead with /icebreaker preview, and swap in a lighter question.
note-try-answering = To try: answer the next question yourself, soon and in a few words.
note-try-thanking = To try: tell the class one thing that you liked in their answers.
