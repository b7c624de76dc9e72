"""The hall: the only room that knows two rooms. The command line and the hooks call it and think nothing themselves."""
