"""Charts as pictures: ``spec`` says in Vega-Lite what one looks like, ``drawer`` has it drawn in another process."""
