# What only people in Slack read.
slack-home-intro = Everything here is also a command: type /homeroom in any channel.
slack-home-staff = For staff
slack-home-you = For you
slack-form-late = Opening the form took too long just now. It opens here:
slack-form-gone = That took too long, and Slack no longer lets me open the next form. Please start again.
slack-open-form = Open the form
slack-file-follows = 📎 { $name } comes by itself, in the thread here or in our private conversation. If it does not come, please ask again.
slack-file-missing = I could not send { $name }. Please ask for it again; if it still does not come, tell whoever runs Homeroom.
