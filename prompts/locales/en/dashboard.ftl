# The insights page (bot/dashboard). What figures are called and what they say is in insights.ftl and checkin-results.ftl.

dashboard-link = See it all on one page
dashboard-link-about = { $link } (the link is for you; it opens once, within fifteen minutes)

dashboard-skip = Skip to the figures
dashboard-over = Homeroom insights
dashboard-contents = On this page
dashboard-about = What concerns the whole class. Everybody in the course may see this.
dashboard-about-staff = What concerns the whole class, and a few figures for staff only. Students see the rest as well.

dashboard-door-title = Your insights are ready
dashboard-door-body = This link opens once. Press the button when you are ready to read.
dashboard-door-open = Open the page

dashboard-sorry-expired-title = This link has done its work
dashboard-sorry-expired = A link to this page opens once, within fifteen minutes, and a visit ends after some hours. Nothing is lost.
dashboard-sorry-unknown-title = This page needs a link
dashboard-sorry-unknown = Only people of the course can see it, and this browser has no visit open.
dashboard-sorry-broken-title = That was our mistake
dashboard-sorry-broken = Something went wrong while the page was made. It is written down for whoever runs this bot.
dashboard-sorry-again = To get a new link, type /insights in your course. On Slack, type /homeroom insights.

dashboard-latest = All of { $week }
dashboard-checks = Check-ins
dashboard-no-checks = No check-in has closed yet. When one does, everybody sees here what it told.
dashboard-check-table = The same in numbers
dashboard-trends = Check-ins over the weeks
dashboard-trends-about = Each figure is as it was published then. Its interval says where the whole class could have been.
dashboard-trend = { $name }: { $question }
dashboard-weeks = Week by week
dashboard-in-week = In { $week }: { $value }.
dashboard-week-table = { $figure }, the newest week first
dashboard-chart-alt = { $figure }, week by week. { $points }.
dashboard-point = { $week }: { $value }
dashboard-limits = What this can and cannot tell

dashboard-of = { $part } of { $whole }
dashboard-part = { $figure }: { $part }
dashboard-exact = exact
dashboard-rounded = rounded
dashboard-everybody = everybody answered
between-share = { $low } – { $high } %
between-hours = { $low } – { $high } hours
between-too-few = too few
between-median = { $low } – { $high }
between-per_hundred = { $low } – { $high }
dashboard-column-question = Question
dashboard-column-answer = Answer
dashboard-column-people = People
dashboard-column-share = Share
dashboard-column-interval = 95 % interval
dashboard-column-figure = Figure
dashboard-column-value = Value
dashboard-column-of = Counted
dashboard-column-week = Week

dashboard-take-title = Take it along
dashboard-take-body = All weekly figures of this page, as files.
dashboard-take-csv = Table (CSV)
dashboard-take-json = Data (JSON)
