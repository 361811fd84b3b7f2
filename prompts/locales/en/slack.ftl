# What only people in Slack read.
slack-home-intro = Everything here is also a command: type /homeroom in any channel.
slack-home-staff = For staff
slack-home-you = For you
slack-form-late = Opening the form took too long just now. It opens here:
slack-form-gone = That took too long, and Slack no longer lets me open the next form. Please start again.
slack-open-form = Open the form
