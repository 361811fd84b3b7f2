"""What the operator's commands do: look after an installation, and say plainly what is wrong with it."""
