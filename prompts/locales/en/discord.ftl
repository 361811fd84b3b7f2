# What only Homeroom on Discord says.
discord-only-in-servers = I can only do this inside a server: please use me in one of your course’s channels.
discord-form-ready = The form is ready. Thank you for waiting.
discord-open-form = Open the form
discord-no-file = The file “{ $name }” cannot be attached here. Ask whoever runs this server to let Homeroom attach files.
