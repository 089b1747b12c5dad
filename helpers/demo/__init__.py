"""A taste for the impatient: the course's whole argument in the terminal, in about two minutes.

`story` makes up the facts and lets one of them change, `reading` says how a page is read, `ways` are the four ways of
answering, `stage` goes through all of it and keeps what was said, `telling` puts it into words, and `show` is what
`python3 start.py demo` runs.
"""
