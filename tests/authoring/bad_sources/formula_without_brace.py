# expected in line 4: found an unbalanced {
# %% [markdown]
r"""
We write $\frac{1}{n$ here.
"""

