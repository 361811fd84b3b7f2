"""A made-up course on a virtual clock: classmates who answer, pass, come late and leave, through the real core."""
