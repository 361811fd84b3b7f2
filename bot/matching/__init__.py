"""Who meets whom: pure functions over values, run in a process of their own. Nothing here knows a course."""
