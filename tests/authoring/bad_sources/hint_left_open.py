# expected in line 4: found 1 <details> and 0 </details>
# %% [markdown]
r"""
<details><summary>Hint 1</summary>Sort them.
"""

