"""How a lesson's one source becomes its two notebooks: reading it, judging it, running it, judging what it shows.

`helpers.build` is the command on top. From low to high: `sources`; `rules`; `prose` and `places`; `budgets` and
`faults`; `lesson_files` and `outputs`; `execution` and `notebooks`.
"""
