# Setting a course up, and running it.
welcome-title = Hello, I am Homeroom
welcome-body = I ask your class small questions that help people get to know each other, at times that you choose. I stay quiet until somebody who manages this space sets a course up.
welcome-footer = I read no messages, need no list of members and ping nobody unasked.
set-up-button = Set up a course
name-too-long = Please keep the name within { $most } characters.
home-taken = “{ $name }” lives in that channel already. Please choose another home channel, so that I can tell the two courses apart.
course-started-already = “{ $name }” is set up already. Its settings can be changed at any time.

preview-title = Please check before it starts
preview-footer = Only you see this. Nothing has been said in public yet.
fact-name = Course: { $name }
fact-dates = From { $first } to { $last } ({ $weeks ->
    [one] one week
   *[other] { $weeks } weeks
})
fact-zone = Time zone: { $zone }; it is now { $now } there
fact-home = Home channel: { $home }; language: { $language }
fact-topics = { $count ->
    [0] No topics yet: questions about the course stay general
    [one] One week has a topic
   *[other] { $count } weeks have a topic
}
fact-no-breaks = No days off
fact-breaks = Days off: { $breaks }
fact-size = { $count ->
    [0] Students: nobody has said how many; “course size” tells me, and results can then say how many of them answered
    [one] Students: one
   *[other] Students: { $count }
}
edit-size = Students
language-en = English
home-missing = not chosen yet
choose-home-first = Please choose the home channel first: questions are asked there, not in a private conversation.
choose-home = Choose another home channel
start-course = Start the course
change = Change
cancel = Cancel
setup-cancelled = Cancelled. Nothing was kept, and nothing was said.

started-title = “{ $name }” is set up
started-body = Next, choose when I ask icebreakers. Two a week are a good start: one about people, one about the course.
schedule-icebreakers = Schedule icebreakers
see-status = What happens next
see-settings = Settings

settings-title = Settings of “{ $name }”
edit-basics = Name, zone, dates
edit-topics = Topics
edit-breaks = Days off
pause-course = Pause everything
resume-course = Resume
course-rests = The course is paused: I say nothing until somebody resumes it.

status-title = What happens next in “{ $name }”
starts-soon = The course starts on { $when }.
course-over = The course is over.
dates-over = On these days the course would be over already. Please change them: the first day, or how many weeks.
in-week = This is week { $week } of { $weeks }.
next-turn = { $kind }: { $when } in { $place } ({ $yours })
nothing-scheduled = Nothing is scheduled yet.
routines-paused = { $count ->
    [one] One rhythm is paused.
   *[other] { $count } rhythms are paused.
}
problem-missed = { $count ->
    [one] One turn was missed in the last seven days, because I was not running in time.
   *[other] { $count } turns were missed in the last seven days, because I was not running in time.
}
problem-failed = { $count ->
    [one] One message of the last seven days could not be delivered.
   *[other] { $count } messages of the last seven days could not be delivered.
}
problem-closed = { $count ->
    [one] One channel or person is closed to me at the moment.
   *[other] { $count } channels or people are closed to me at the moment.
}
staff-list = Staff:
preview-next = Preview the next ones
role-student = student
role-mentor = mentor
role-instructor = instructor
role-moderator = moderator
role-owner = owner
staff-added = { $who } is now { $role } in { $course }.
staff-removed = Done. They no longer have a role in this course.
not-on-staff = That person has no role in this course.

basics-title = The course
label-name = Name
label-zone = Time zone
label-start = First day (year-month-day)
label-weeks = How many weeks
label-language = Language of my texts
topics-title = Topics
label-topics = One line a week; leave a line empty for none
hint-topics = Loops and lists
topic-too-long = Please keep each topic within { $most } characters: “{ $got }…”
breaks-title = Days off
label-breaks = One break a line: first day to last day
hint-breaks = 2026-12-21 to 2027-01-03
too-many-breaks = Please give at most { $most } breaks.
expected-break = Please write each break as 2026-12-21 to 2027-01-03, not “{ $got }”.

missed-turns = { $count ->
    [one] One turn was missed, because I was not running in time or its plan failed. The next one: { $following }.
   *[other] { $count } turns were missed, because I was not running in time or their plans failed. The next one: { $following }.
}
rooms-full = { $where } holds as many open rooms as the platform allows. New buddies are told privately who they are and can write to each other; put old rooms away, or ask for one post instead of rooms in the buddy settings.
place-gone = I can no longer find { $where }. Its rhythms are paused, nothing is deleted: choose another channel in the settings, then resume.
permission-missing = I may not write in { $where }. What to grant: { $detail }. I leave it alone for a day; once it is granted, “icebreaker now” tries again at once.
content-refused = The platform did not take a message for { $where }: { $detail }. I will not repeat it.
unknown-permission = permission to write there
a-private-word = a private message
