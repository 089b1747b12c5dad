# expected in line 5: found two sentences in a line
# %% [markdown]
r"""
One alone.
The ferry was late. Nobody knew why.
"""

