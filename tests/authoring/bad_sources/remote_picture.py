# expected in line 4: found a remote picture
# %% [markdown]
r"""
![a ferry](https://example.org/ferry.png)
"""

