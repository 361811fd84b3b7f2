# The page of the demo (adapters/browser). Everything that Homeroom itself says is in the other files.

page-title = Homeroom, a course to play with
page-demo = demo
page-skip = Skip to the message box
page-no-script = This page needs JavaScript. It comes from your own machine and loads nothing from elsewhere.

page-clock = Course clock
page-course-time = Course time
page-course-time-is = Course time: { $time } ({ $zone })
page-next-event = Next event
page-next-event-about = Jump to the next thing that will happen
page-day = +1 day
page-week = +1 week
page-turning = Time is passing …
page-turned = It is now { $time }
page-turned-unseen = It is now { $time }. Nothing that { $name } can see has happened meanwhile.
page-nothing-planned = Nothing is planned yet, so there is no next event.

page-acting-as = Acting as
page-students = Students
page-staff = Staff
page-their-time = { $time } where { $name } is

page-rooms = Rooms
page-rooms-close = Close the list of rooms
page-channels = Channels
page-private = Private
page-private-about = Only { $names }
page-staff-only = staff only
page-put-away = put away
page-put-away-one = { $count } room put away
page-put-away-other = { $count } rooms put away
page-unread-one = { $count } unread message
page-unread-other = { $count } unread messages

page-box = Message or command
page-box-room = Write to #{ $room }, or / for a command
page-box-private = / for a command
page-box-thread = Write here, or / for a command
page-box-away = Write to bring the room back
page-send = Send
page-suggestions = Suggestions
page-suggestions-one = { $count } suggestion
page-suggestions-other = { $count } suggestions
page-bot-reads-nothing = Homeroom reads no messages, not even here. Type / to see what you can ask of it.

page-empty = Nothing has been said here yet.
page-only-you = Only { $name } sees this
page-dismiss = Dismiss
page-edited = edited
page-reply = Reply in thread
page-replies-one = { $count } reply
page-replies-other = { $count } replies
page-thread = Thread
page-thread-close = Close the thread
page-bot = bot
page-choose = Choose
page-newer = New messages below
page-new-in = New in { $room }
page-show = Show

page-cancel = Cancel
page-optional = optional
page-pick = Choose …
page-please-fill = Please fill this in.
page-too-long = Up to { $most } characters fit in here: these are { $count }.
page-not-reached = That did not reach Homeroom. Is it still running?
page-not-allowed = That is not possible from here.
page-lost = The connection is lost. Trying again …
page-back = The connection is back.

page-welcome = A course to play with
page-welcome-what = This is a made-up course with made-up classmates, who answer by themselves. Nothing leaves your machine, and everything starts anew each time.
page-welcome-who = You act as { $name } ({ $part }). Under “Acting as” you can be anybody else, and see what they see.
page-welcome-how = Good first steps:
page-welcome-hide = Hide this introduction
page-step-setup = Set up the course
page-step-ask = Ask an icebreaker
page-step-status = See what comes next
page-numbers = The numbers
page-numbers-of = Of
page-numbers-value = Value
page-numbers-interval = Could lie between
page-save = Save { $name }
