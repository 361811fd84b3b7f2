# What every part of the bot says.
form-submit = Send
try-again = Try again
please-mend = Not quite yet
show-help = Show what I can do here
help-title = What you can do here
help-footer = Only you see this.
help-more = Only you see this. “{ $help }” with the first word, such as “{ $help } about:buddy”, explains each.
help-not-yours = What begins with “{ $about }” is for the staff of the course.
never = never

no-course-here = There is no course here yet. Somebody who manages this space can set one up with “course setup”; where several courses share a space, ask in your course’s own channel.
course-gone = This button belongs to a course that is no longer here.
not-allowed = This is for people with one of these roles in the course: { $roles }.
forged = This button is too old, or not from here. Please open it again from a fresh message.
our-fault = Something went wrong on our side. Nothing was lost; please try again. If it happens again, tell whoever runs this bot: error { $id }.
draft-gone = That form is more than a day old. Please start again.
unknown-command = There is no command “{ $typed }”. Did you mean “{ $near }”?
unknown-after = There is no command “{ $typed }”. After “{ $first }” comes one of these: { $after }.
unknown-option = “{ $command }” has no option “{ $option }”. It takes: { $options }.
wrong-options = { $wrong }
extra-words = I did not understand “{ $words }”. “{ $command }” takes nothing more.

expected-text = Please write at least one word.
expected-shorter = Please say it in up to { $most } characters: this has { $count }.
expected-fewer = Please name up to { $most }: these are { $count }.
expected-whole = Please give a whole number from { NUMBER($least, useGrouping: 0) } to { NUMBER($most, useGrouping: 0) }, not “{ $got }”.
expected-yes-no = Please answer yes or no, not “{ $got }”.
expected-date = Please give a date as year-month-day, such as 2027-01-11, not “{ $got }”.
expected-time = Please give a time such as 10:00 or 2:30 pm, not “{ $got }”.
expected-days = Please give days of the week, such as tue, thu or weekdays, not “{ $got }”.
expected-day = Please name one day of the week, such as tue, not “{ $got }”.
expected-zone = There is no time zone “{ $got }”. Did you mean: { $near }?
expected-place = Please name a channel of this space, such as #general, not “{ $got }”.
expected-person = Please name a person of this space, such as @ana, not “{ $got }”.
expected-choice = Please choose one of: { $choices } – not “{ $got }”.
