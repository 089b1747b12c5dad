"""The audit of the data: are the questions answerable as claimed, free of leaks, and hard enough?

`evidence` holds the rules on answers, `leaks` those on likeness, `spread` the counts, `report` puts them together;
`hardness` measures searches and the closed-book model, `verdicts` reads the measurements. `python -m helpers.audit`
prints it all.
"""
