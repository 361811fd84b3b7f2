# Buddies: rounds, what staff do with them, and how people hear who their buddy is.
kind-buddies = Buddies
buddy-who-title = Your buddy is waiting
buddy-who-body = Everybody who takes part has a buddy now. Tap the button: only you see the answer.
buddy-who-until = This exchange lasts until { $when }.
buddy-who-footer = Your room opens when one of you asks for it.
buddy-who-button = Who is my buddy?
buddy-take-part = Take part
buddy-open-room = Open our room
buddy-not-among = You are not among those who take part. Would you like a buddy? One tap, and you can stop at any time.
buddy-none-yet = I am looking for somebody for you. You will hear from me within a day.
buddy-none-this-time = You have no buddy in this round. You will be asked again in the next one.
buddy-room-is = Your room: { $place }
buddy-room-opening = Your room is being opened. You will find it in your list in a moment.
buddy-no-room = I cannot open a room for you just now. You can write to each other directly.
buddy-moved-on = Your buddy has moved on. That happens, and it says nothing about you. I am looking for somebody new for you.
buddy-parted = You are not in your group any more. That happens, and it says nothing about you. I am looking for somebody new for you.
buddy-out-of-reach = I could not bring you into your buddy’s room, so I let your buddy meet somebody else. If you would like a buddy, just join again.
buddy-waiting-title = Your buddy
buddy-waiting-body = This time there was nobody whom I could put you together with. You come first next time, and if somebody joins before, I will put you together at once.

unplaced-alone = nobody else takes part
unplaced-blocked = a wish or a separation stands between them and everybody else
unplaced-labels = the rule about sections leaves nobody
unplaced-roles = staff and students are not put together alone
unplaced-ages = people under 18 and adults are not put together
unplaced-young = people under 18 are never only two, and there was no third person, or their mentor takes only one
unplaced-capacity = no mentor has room, or nobody is left to mentor
unplaced-full = everybody else wants a smaller group
left-out-title = Without a buddy this time
left-out-body = { $count ->
    [one] One person has no group:
   *[other] { $count } people have no group:
}
left-out-line = { $who }: { $why }
left-out-more = … and { $count } more
still-waiting-title = Waiting for a buddy
still-waiting-body = { $count ->
    [one] I found nobody for { $who } within a day.
   *[other] I found nobody within a day for { $count } people: { $who }.
} A kind word from you would help, or somebody who volunteers to greet.

round-begun = I am working out a round. Everybody hears who their buddy is in a moment.
round-begun-preview = I am working out a round. I will show it to you privately before anybody else hears of it.
round-ends-with-it = Round { $number }, which is open until { $when }, ends with it: its groups are asked how it was.
round-no-mentors = Nobody who takes part mentors yet. Whoever would, says so with “buddy preferences mentors:1”; or you appoint somebody with “course staff add” as mentor.
round-no-newcomers = Everybody who takes part mentors, so there is nobody to mentor.
round-being-made = A round is being worked out already. Please give it a moment.
round-waits-for-you = A round is waiting for you already: send it or drop it first. “buddies preview” shows it.
round-too-few = { $count ->
    [0] Nobody takes part yet. “buddies invite” asks the class.
    [one] Only one person takes part so far. “buddies invite” asks the class.
   *[other] Too few people take part so far. “buddies invite” asks the class.
}
round-course-rests = This course is paused, so no round can be made.
round-failed = I could not work out the round. Nothing was sent. Please try again; if it goes on like this, tell whoever runs me.
round-of-nobody = A round was due, but nobody takes part just now.
round-of-none = There was nobody who could be put together in this round. Those who took part wait, and whoever joins may be the one.
round-turn-passed = A round was due, but the one before it is still waiting for you, so I left it out. “buddies preview” shows it.
round-no-preview = No round is waiting for you. “buddies now” makes one.
round-no-previews = No round is waiting for you. Here each is sent at once; if you would rather see it first: “buddies settings approve:yes”.
round-preview-gone = That round was sent or dropped already, or has changed. “buddies preview” shows what there is.
round-not-in-preview = That person is not in the round that is waiting for you.
round-swap-two = Please choose two people from two different groups.
round-swap-locked = Group { $number } ({ $names }) is locked, so nobody in it changes places. Unlock it first: with the menu of the preview, or with “buddies lock” and somebody in it.
round-swap-forbidden = They cannot change places: a rule of the course, or somebody’s own wish, is against it.
round-sent = { $count ->
    [one] Sent: one group hears of it now, within the hours of the day.
   *[other] Sent: { $count } groups hear of it now, within the hours of the day.
}
round-dropped = Dropped. Nobody heard of it.
round-shuffling = I am working out another one, just as good. What you locked stays. I will show it to you privately in a moment.
round-post-unsaid = I could not say in the channel where people ask who their buddy is. When that is mended, say it again.
round-post-again = Say it again
round-posted = I am saying it now.

round-preview-title = Buddies, round { $number }: before it is sent
round-preview-footer = Page { $page } of { $pages }. Nobody else has seen this.
round-preview-counts = { $people } people in { $groups ->
    [one] one group
   *[other] { $groups } groups
}.
round-preview-facts = { $again ->
    [0] Nobody meets anybody twice.
    [one] In one group, people have met before.
   *[other] In { $again } groups, people have met before.
} { $writing ->
    [0] Every group has hours in common.
    [one] One group will write rather than talk.
   *[other] { $writing } groups will write rather than talk.
}
round-best = No round could be better: this is proved.
round-near-best = This reaches at least { $share } % of the best round that could be.
round-group = { $number }. { $who }: { $why }
round-group-locked = { $number }. { $who } (locked): { $why }
round-send = Send it
round-shuffle = Shuffle
round-drop = Drop it
page-before = Page before
page-after = Next page
round-lock = Lock a group, or unlock it
round-lock-one = Lock { $number }: { $names }
round-unlock-one = Unlock { $number }: { $names }
round-swap = Choose two people to change places

rhythm-none = There is no rhythm of rounds here. “buddies schedule” makes one.
rounds-scheduled = I will make rounds of buddies: { $rhythm }. The first one: { $when }.
rounds-replaced = It takes the place of the rhythm that there was.
rounds-invite = Invite the class
rounds-stop = Stop this rhythm
rounds-stop-one = Stop: { $rhythm }
rounds-go-on = Let rounds come again
rounds-stopped = Stopped. Groups that are open go on to their end.
rounds-paused = New rounds rest until you resume them. Groups that are open go on.
rounds-active = New rounds come again.
round-rhythm = { $every ->
    [one] every week, { $day } { $at }, { $kind }
   *[other] every { $every } weeks, { $day } { $at }, { $kind }
}
round-rests = Rhythm: { $rhythm }. It rests until you resume it.
round-over = Rhythm: { $rhythm }. It is over.
round-kind-peers = peers
round-kind-mixer = a mixer across time zones
round-kind-mentors = mentors
buddy-day-mon = Mon
buddy-day-tue = Tue
buddy-day-wed = Wed
buddy-day-thu = Thu
buddy-day-fri = Fri
buddy-day-sat = Sat
buddy-day-sun = Sun

expected-link = I can’t use “{ $got }” as a link. It must begin with https:// and have at most 200 characters. “none” takes it away.
round-settings-title = How rounds are made
round-settings-footer = To change something, type “buddies settings” with what you want to change, such as “buddies settings size:3 approve:yes”.
round-setting-size = People in a group: { $value }
round-setting-odd = When people are left over: { $value }
round-setting-sections = Sections: { $value }
round-setting-approve = Before a round is sent: { $value }
round-setting-publish = How people hear of it: { $value }
round-setting-weeks = How long an exchange takes: { $value }
round-setting-channel = Where: { $value }
round-setting-video = Link to a video room: { $value }
round-odd-bigger = a group has one more
round-odd-smaller = a group has one fewer
round-sections-any = any, the same if it can be
round-sections-same = always the same
round-sections-different = always different ones
round-approve-yes = you see it first
round-approve-no = it is sent at once
round-publish-auto = a room for each group; one post when there are more than 150
round-publish-rooms = a room for each group
round-publish-post = one post, and a room when somebody asks for it
round-weeks = { $count ->
    [one] one week
   *[other] { $count } weeks
}
round-no-video = none

round-status-title = How buddies are going
round-status-people = { $count ->
    [0] Nobody takes part yet.
    [one] One person takes part.
   *[other] { $count } people take part.
}
round-status-asked = A round is being worked out.
round-status-preview = A round is waiting for you to look at it.
round-status-open = Round { $number } is open until { $when }: { $count ->
    [0] no group yet
    [one] one group
   *[other] { $count } groups
}.
round-status-none = No round is open.
round-status-waiting = { $count ->
    [one] Waiting for a group: { $who }
   *[other] { $count } wait for a group: { $who }
}
round-status-turn = Rhythm: { $rhythm }. The next round: { $when }
round-status-no-rhythm = There is no rhythm of rounds.
round-status-footer = Small numbers are only said roughly, and nobody is ever listed for not answering.
round-band-left-out = Without a group at least once: { $band }
round-band-in-trio = In a larger group at least once: { $band }
round-band-ghosted = Had a buddy who did not answer: { $band }
round-band-silent = Quiet just now: { $band }
round-band-halfway = Groups that came past the middle of their questions: { $band }
band-fewer = fewer than { $under }
band-between = { $least } to { $most }
band-or-more = { $least } or more
round-look = Look at it
round-schedule = Schedule rounds
round-now = Make a round now

forecast-title = What can be reached
forecast-sure = { $people } students, { $every ->
    [one] every week
   *[other] every { $every } weeks
}: everybody has met everybody after round { $rounds }, which is after { $weeks } weeks.
forecast-at-best = { $people } students in groups of { $size }, { $every ->
    [one] every week
   *[other] every { $every } weeks
}: everybody has met everybody after round { $rounds } at best, which is after { $weeks } weeks.
forecast-trios = In trios it is after round { $rounds } at best, or { $weeks } weeks.
forecast-left = { $count ->
    [0] No more rounds fit into this course.
    [one] One more round fits into this course.
   *[other] { $count } more rounds fit into this course.
}

separate-two = Please name two different people.
separated = They will never be put together. Neither of them is told.
separated-now = They will never be put together again, and neither is told why. They were in one group just now, so I am finding them others.
separate-undone = They may be put together again, unless one of them does not wish it.
