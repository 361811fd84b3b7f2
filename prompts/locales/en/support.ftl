# Help within two taps, the agreement of a course, the people to turn to.
# The wording of the cards themselves is in prompts/en/safety/cards.yaml, for local services to read.
support-button = Support
support-institution = the institution
support-line = { $name }: { $ways } ({ $hours })
support-call = call { $to }
support-text = text { $to }
support-chat = chat at { $to }
support-would-you = Would you like to tell a person in this course?
support-tell-button = Choose a person
support-choose-button = Choose a person
support-worried-button = I’m worried about someone
support-heavy-button = My weeks are heavy
support-more-button = More places to turn to
support-open-button = Show support
support-not-now-button = Not now
support-mistake-button = I’m okay, this was a mistake
support-not-now = That is fine. Support is always here: /support.
support-mistake = I’m glad you are okay. Nothing was posted, sent or kept. If you like, write it again in other words. Support is always here: /support.
support-more-title = More places to turn to
support-elsewhere = Choose the country where you are to see its lines. For all other countries, findahelpline.com lists free lines.
support-country-hint = Where are you?
support-office-hours = When the teaching team has time for you: { $hours }
support-policy = What staff must do when somebody may be in danger is written here: { $policy }
support-choose-title = Who should write to you?
support-choose = You choose one person, and see what they will read before anything is sent.
support-consent-title = Before anything is sent
support-consent = { $name } will see only your name and this sentence: “would welcome a message”. Shall I send it?
support-no-promise = They are asked to write within one working day. I can’t promise that they do. If it can’t wait, use the numbers on the support card.
support-yes-button = Yes, tell them
support-sent = I am telling { $name }. If nobody has written to you after one working day, I ask another person.
support-sent-already = You have asked for this already ({ $when }); { $name } has it. If nobody writes to you, I ask another person or tell you.
support-withdraw-button = Take it back
support-withdrawn = Taken back. Nobody has seen it.
support-withdrawn-late = It has been delivered already. I ask nobody else about it.
support-note-to = Note to { $name }
support-note-title = A note, with or without your name
support-note = { $name } will read that somebody is worried about someone in this course, and nothing else. With your name they can ask you about it. Without it I keep no note of who you are, so nobody can.
support-with-name-button = With my name
support-without-name-button = Without my name
support-note-sent = I am sending the note. Nothing about you is kept. Thank you for looking after each other.
support-written-button = I’ve written to them
support-written-thanks = Thank you. I ask nobody else about it.
support-nobody-title = Nobody has answered yet
support-nobody = You asked that somebody write to you, and nobody has told me yet that they did. I’m sorry. Here are other ways.
support-nobody-here = This course has not named anybody to turn to. The support card has lines that listen: /support.
support-contact-gone = That person can’t be chosen any more. Please start again with /support.
support-request-gone = This is over, or it is not yours to answer.
support-a-contact = somebody in the course
agree-button = I agree
agreed-once-more = Thank you. Please do once more what you wanted to do.

support-too-many-services = Please name at most { $most } services, one a line.
support-expected-service = Please write one service a line, at most { $most } characters, as “name | phone or text | hours | link”, not “{ $got }”.
support-expected-link = Please give a link that begins with https://, not “{ $got }”.
support-no-such-country = I have no numbers for “{ $got }”. I have them for: { $known }. For another country leave this empty, and name its lines among the services.

safety-title = Safety in { $name }
safety-footer = Students find all of this with /support. Nobody is told who looked.
safety-contact = { $who } ({ $name }): { $role }
safety-too-few = { $count ->
    [0] Nobody to turn to is named yet
    [one] One person to turn to is named
   *[other] { $count } people to turn to are named
  }; { $least } are needed. Until then these stay off: free text in check-ins, the pulse, and questions of depth 3.
safety-only-instructors = All of them are instructors. Please name somebody who is not, for a student whose worry is an instructor.
safety-services = { $count ->
    [0] No services of your own are on the support card yet.
    [one] One service of your own is on the support card.
   *[other] { $count } services of your own are on the support card.
  }
safety-no-country = No country is set: students read a general hint at emergency numbers, and findahelpline.com.
safety-no-institution = The institution is not named.
safety-no-policy = There is no link to the policy on what staff must do when somebody may be in danger.
safety-review = The wording and the numbers have not been reviewed by local services yet: please let them read prompts/en/safety.
safety-fill-button = Fill in the card
safety-add-button = Name a contact
safety-look-button = See what students see
safety-card-title = Support card
safety-label-services = Your services, one a line
safety-hint-services = Counselling | 555 0100 | Mon–Fri 9–17 | https://example.org/help
safety-label-country = Country, as DE or Germany
safety-hint-country = Whose emergency number and lines are shown
safety-label-institution = Your institution
safety-hint-institution = Whose policy staff follow
safety-label-policy = Link to that policy
safety-hint-policy = https://example.org/safeguarding
safety-label-office_hours = When you have time for students
safety-hint-office_hours = Tue 14–16, room 3.12 or online
safety-expected-name = Please write what students will read, with 1 to { $most } characters.
safety-enough = There are { $most } safety contacts already. Remove one first.
safety-no-contact = That person is no safety contact.
safety-named-title = You are a safety contact of { $course }
safety-named = Students of this course can ask that you write to them. You then get their name and one sentence, and nothing else. Please write within one working day; you don’t need to fix anything: ask, listen, share what help there is.
safety-named-more = If you do not answer, another contact is asked. If you fear immediate danger, follow the policy of your institution.
safety-decline-button = I’d rather not
safety-declined = Thank you for saying so. You are no longer a safety contact here.
safety-waits = Deeper questions, pulses and free text wait for two safety contacts: /safety contacts add
