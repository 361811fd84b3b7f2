# Why people were put together, why somebody could not be, and the hours that people say they are free in.

why-new = You are new to each other.
why-met = { $times ->
    [one] You met once before, and meet once more.
   *[other] You met { $times } times before, and meet once more.
}
why-kept = You stay together.
why-three = You are three this time.
why-hours = { $hours ->
    [one] You are usually free together for one hour a week.
   *[other] You are usually free together for { $hours } hours a week.
}
why-writing = Writing suits you best: answer when you have time.
why-languages = { $count ->
    [one] You share a language: { $names }.
   *[other] You share languages: { $names }.
}
why-label = You are in the same group: { $label }.
why-interests = { $count ->
    [one] You share an interest: { $names }.
   *[other] You share interests: { $names }.
}
why-apart = { $hours ->
    [one] Your clocks are one hour apart.
   *[other] Your clocks are { $hours } hours apart.
}

no-place-alone = There is nobody else in this round.
no-place-blocked = Everybody else in this round is kept apart from this person.
no-place-labels = The rule about groups or sections leaves nobody for this person.
no-place-roles = Staff are never put together with students, and there is nobody else.
no-place-ages = Minors and adults are never put together, and there is nobody else.
no-place-young = Minors are never only two: a third person is missing, or the mentor takes only one.
no-place-capacity = No mentor has room, or nobody is left to mentor.
no-place-full = Everybody else is in a group that may not grow.

hours-no-day = I don’t know the day in “{ $part }”. Write it like this: Mon-Fri 18:00-21:00; Sat 09-12
hours-no-time = I can’t read the times in “{ $part }”. Write them like this: Mon-Fri 18:00-21:00; Sat 09-12
hours-which-half = “{ $part }” would go on until the next morning. If you mean the same day, write 9:00-17:00 or 9am-5pm.
hours-not-half = The times in “{ $part }” must be full or half hours, like 18:00-20:30.
