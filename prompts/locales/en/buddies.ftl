# Taking part in buddies: joining, resting, preferences, and who would rather meet whom.
buddy-not-in = You do not take part in buddies here yet. “buddy join” is all it takes.
buddy-course-over = This course is over, so there are no more rounds to join.
buddy-exchange-over = That belongs to an exchange that is over. “buddy mine” shows where you are now.
buddy-not-your-group = That was about a group that you are not in any more. “buddy mine” shows where you are.

buddy-invitation-title = Would you like a buddy?
buddy-invitation = In each round I introduce you to somebody of this course, and give you both a few small questions: about five minutes each, at your own pace. You see each other’s answers once both are in.
buddy-invitation-how = Only those who join take part. You can skip a round, pause or stop at any time, and nobody is asked why.
buddy-invitation-footer = Only you see what you tell me here. “buddy preferences”: your free hours, your languages, talking or writing.
buddy-invited = The invitation goes to { $place }.
buddy-next-round = The next round: { $when }.
buddy-no-round-yet = The next round is not planned yet. I will introduce you as soon as there is one.

buddy-joined = You are in
buddy-in-already = You are in already
buddy-back = Good to have you back
buddy-waits = I am looking for a buddy for you now. You hear from me within a day.
buddy-once = You take part in one round. After it you are out again by yourself.
buddy-their-zone = I take { $zone } as your time zone.
buddy-tell-hours = If you tell me when you are usually free, I can find somebody who is free then too.
buddy-joined-footer = Nobody is listed for skipping, pausing or leaving.
buddy-gone = You are out, and nobody is asked or told why. I keep your preferences, in case you come back; or I delete them.
buddy-forgotten = Deleted: your preferences, and whom you would meet or not.
buddy-stepped-out = You are out of this round. Whoever stays behind is looked after. In the next round you are with us again, unless you pause or skip.
buddy-how-long = For how long would you like to rest? You are back by yourself after that.
buddy-rest-weeks = { $weeks ->
    [one] One week
   *[other] { $weeks } weeks
}
buddy-rest-open = Until I say so
buddy-rests-until = You rest until { $day }. From that day on you are with us again, and nobody is told.
buddy-rests = You rest until you say that you are back. Nobody is told.
buddy-pause-past = Please give a day that is still to come, not { $day }.
buddy-skips = You skip the next round. After it you are with us again.
buddy-goes-on = The round that you are in goes on. You may step out of it: whoever stays behind is looked after.

buddy-mine-title = Your buddy
buddy-only-you = Only you see this.
buddy-together = In this round you are with { $names }.
buddy-together-in = In this round you are with { $names }: { $room }
buddy-nobody = nobody yet
buddy-out = You do not take part in further rounds.

buddy-join-button = Join
buddy-back-button = Join again
buddy-preferences-button = My preferences
buddy-pause-button = Pause
buddy-resume-button = I am back
buddy-skip-button = Skip the next round
buddy-unskip-button = Do not skip
buddy-leave-button = Stop
buddy-forget-button = Delete what I told you
buddy-out-button = Step out of this round
buddy-again-button = Meet again
buddy-rematch-button = Somebody else, please

buddy-preferences-title = What you wish of your buddies
buddy-preferences-footer = Your buddy sees your hello, and the hours, languages and interests that you share. The rest only helps me to find somebody.
buddy-unsaid = not told
buddy-fact-hours = Usually free: { $hours } ({ $zone })
buddy-fact-mode = Talk or write: { $value }
buddy-fact-mix = Time zones: { $value }
buddy-fact-pace = How often: { $value }
buddy-fact-hello = Hello: { $value }
buddy-fact-languages = Languages: { $value }
buddy-fact-interests = Interests: { $value }
buddy-fact-section = Section: { $value }
buddy-fact-size = Group: { $value }
buddy-is-greets = You would meet whoever is left without a buddy. Thank you!
buddy-is-deep = Deeper questions are welcome, if your buddy says so too.
buddy-is-minor = You are under 18: you meet only others who are.
buddy-is-mentor = { $count ->
    [one] You would mentor one newcomer at a time.
   *[other] You would mentor up to { $count } newcomers at a time.
}
buddy-mentor-young = You are under 18, so you are never alone with one newcomer: I put you together with two or more, if you take as many.

buddy-form-times = Hours and ways
buddy-form-about = About me
buddy-form-ways = How I take part
buddy-label-hours = When you are usually free
buddy-hint-hours = Mon-Fri 18:00-21:00; Sat 9-12
buddy-label-zone = Your time zone
buddy-label-mode = Talk or write
buddy-mode-either = Either is fine
buddy-mode-live = I would rather talk
buddy-mode-writing = I would rather write
buddy-label-mix = Your buddy’s time zone
buddy-mix-any = Any
buddy-mix-same = Near mine
buddy-mix-mixed = Far from mine: I like to meet the world
buddy-label-pace = How often
buddy-pace-every-round = In every round of the course
buddy-pace-weekly = Every week at most
buddy-pace-two-weeks = Every two weeks at most
buddy-pace-three-weeks = Every three weeks at most
buddy-pace-once = In one round only
buddy-label-hello = A line to introduce yourself
buddy-hint-hello = Your buddy reads this first. Up to 200 characters
buddy-label-languages = Languages you speak
buddy-label-interests = What you like
buddy-hint-list = Parted by commas; leave it empty to tell nothing
buddy-label-section = Your section or class group
buddy-label-size = The largest group you would like
buddy-size-any = As the course has it
buddy-size = { $size ->
    [2] Two of us
   *[other] Up to { $size }
}
buddy-label-greets = Meet whoever is left without a buddy?
buddy-yes-greets = Yes, gladly
buddy-label-mentors = Mentor newcomers?
buddy-mentees = { $count ->
    [one] Yes, one at a time
   *[other] Yes, up to { $count } at a time
}
buddy-label-deep = Deeper questions, if both agree?
buddy-yes-deep = Yes, they are welcome
buddy-label-minor = Are you under 18?
buddy-yes-minor = Yes: only with others who are
buddy-no = No

buddy-never-pair-button = Not with …
buddy-apart-title = Whom you never want to be paired with
buddy-apart-list = These:
buddy-apart-more = and { $count } more
buddy-apart-none = There is nobody on your list.
buddy-apart-footer = Only you see this list. They are never told, and nobody asks you why.
buddy-apart-menu = Never pair me with …
buddy-meet-menu = May be paired with me again …
buddy-apart-kept = Kept: you two will not be paired. Only you know.
buddy-apart-here = Kept: you two will not be paired again. Only you know. You are in a group together now; you can leave it at once.
buddy-apart-whom = Please name another person of this space.
buddy-apart-many = Your list holds { $most } people already. Please take somebody off it first, or talk to the staff.
buddy-meet-button = Take it back
buddy-away-button = Leave now, and find me somebody else
buddy-again-kept = Kept: you would like to meet { $names } again. When both of you say so, you are together once more in the next round. Until then nobody is told.
buddy-again-unsaid = Taken back. Nobody was told.
buddy-unsay-button = Take it back
buddy-met-nobody = You have not had a buddy here yet.
buddy-not-met = You two have not been in a group here yet.
buddy-none-now = You have no buddy at the moment, and no round is open. “buddy mine” shows when the next one is.
buddy-rematch-means = Sometimes it just does not fit. You leave this group, and I find you somebody else within a day. Whoever stays behind alone gets a new buddy too. Nobody is asked or told why.
buddy-rematch-from = Somebody else than { $names }, please
buddy-rematched = Done. I am looking for somebody for you now; within a day at the latest.
buddy-many-rematches = You have moved on { $most } times in this round already. The staff of the course will help you gladly; in the next round you start afresh.
